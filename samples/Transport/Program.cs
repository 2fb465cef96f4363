using Numerics.Rules;
using TransportSample;

string Place(params string[] parts) => Path.Combine([AppContext.BaseDirectory, .. parts]);

Photograph china = Photograph.Load(Place("data", "china.jpg"));
Photograph flower = Photograph.Load(Place("data", "flower.jpg"));
(Photograph picture, Transport plan) = ColourTransfer.Run(china, flower);
picture.Save(Place("china-as-flower.png"));
Console.WriteLine(FormattableString.Invariant(
    $"colours: {plan.Outcome} after {plan.Iterations} iterations, cost {plan.Cost:0.0000}"));
Console.WriteLine($"picture: {Place("china-as-flower.png")}");

var comparison = new Comparison();
Console.WriteLine(comparison.Sinkhorn);
Console.WriteLine(comparison.Newton);
ConvergencePlot.Save(
    [comparison.Sinkhorn, comparison.Newton], Place("fonts", "DejaVuSans-Subset.ttf"), Place("convergence.png"));
Console.WriteLine($"convergence plot: {Place("convergence.png")}");
return new[] { plan, comparison.Newton.Plan }.All(p => p.Outcome == TransportOutcome.Converged) ? 0 : 1;
