using Numerics;
using Spectre.Console;

namespace Quickstart;

/// <summary>What training went through and came to.</summary>
/// <param name="Losses">The training loss before each step.</param>
/// <param name="Accuracies">The share of held-out digits that were right before each step.</param>
/// <param name="Accuracy">The share of held-out digits that are right at the end.</param>
internal sealed record TrainingResult(double[] Losses, double[] Accuracies, double Accuracy);

/// <summary>Trains the model with the optimizer that was generated from the sample's rule.</summary>
internal static class Training
{
    private const int Steps = 400;

    /// <summary>Trains from zero, with a progress bar; where output is redirected, with a line now and then.</summary>
    public static TrainingResult Run(Digits digits) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
        .Start(context => Run(digits, context.AddTask("training", maxValue: Steps)));

    private static TrainingResult Run(Digits digits, ProgressTask progress)
    {
        var model = new SoftmaxRegression(digits.Training);
        double[] losses = new double[Steps];
        double[] accuracies = new double[Steps];
        using var optimizer = new AdaBelief.Optimizer(
            [model.Weights, model.Bias],
            new() { LearningRate = Schedule.Cosine(start: 0.05, Steps), WeightDecay = 1e-3 });
        for (int step = 0; step < Steps; step++)
        {
            accuracies[step] = model.Accuracy(digits.HeldOut);
            losses[step] = model.Evaluate();
            optimizer.Step([model.WeightsGradient, model.BiasGradient]);
            progress.Increment(1);
        }

        return new TrainingResult(losses, accuracies, model.Accuracy(digits.HeldOut));
    }
}
