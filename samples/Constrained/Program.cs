using ConstrainedSample;
using Numerics;
using Numerics.Minimization;

const int LinearConstraints = 10;
const int Side = 12;
const int Seed = 2023;

string Place(params string[] parts) => Path.Combine([AppContext.BaseDirectory, .. parts]);

var pictures = new Pictures(Place("fonts", "DejaVuSans-Subset.ttf"));
double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

DataSet patients = LibSvm.Load(Place("data", "breast_cancer.libsvm")).Standardised();
Logistic.ConstrainedProblem logistic = Logistic.Draw(patients, LinearConstraints, Seed);
ConstrainedOutcome fitted = Constrained.Minimize(
    logistic, Ones(logistic.VariableCount), new() { Tolerance = 1e-8, Multipliers = Ones(logistic.ConstraintCount) });
Report("logistic regression", fitted);
Console.WriteLine(FormattableString.Invariant(
    $"of {patients.Rows} patients on the right side: {Logistic.Accuracy(patients, fitted.Solution.X.AsSpan()):P1}"));
pictures.Convergence(fitted, "Logistic regression with |w| = 1 and 10 linear constraints", Place("logistic.png"));

Control.ConstrainedProblem control = Control.Of(Side);
ConstrainedOutcome controlled = Constrained.Minimize(
    control, Ones(control.VariableCount), new() { Tolerance = 1e-8, Multipliers = Ones(control.ConstraintCount) });
Report("control", controlled);
int points = Side * Side;
pictures.Field(controlled.Solution.X.AsSpan()[..points], Side, "state", Place("state.png"));
pictures.Field(controlled.Solution.X.AsSpan()[points..], Side, "control", Place("control.png"));
pictures.Convergence(controlled, "Control of Poisson's equation", Place("control-convergence.png"));
Console.WriteLine($"pictures: {AppContext.BaseDirectory}");

// The control with three points a side has a known optimum.
double known = Constrained.Minimize(Control.Of(3), Ones(18), new() { Tolerance = 1e-8, Multipliers = Ones(9) }).Solution.Value;
return fitted is ConstrainedOutcome.Converged && controlled is ConstrainedOutcome.Converged && Math.Abs(known - 9.64444205181) < 1e-9 ? 0 : 1;

static void Report(string name, ConstrainedOutcome outcome) => Console.WriteLine(FormattableString.Invariant(
    $"{name}: {outcome.GetType().Name} after {outcome.Iterations} steps, f = {outcome.Solution.Value:0.000000}, KKT residual {outcome.Solution.KktResidual:0.0E0}"));
