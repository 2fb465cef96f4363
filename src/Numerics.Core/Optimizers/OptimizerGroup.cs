namespace Numerics.Optimizers;

/// <summary>A parameter group: its hyperparameters, its step count and its host state.</summary>
internal sealed class OptimizerGroup
{
    private readonly RuleLayout _layout;

    public OptimizerGroup(int index, RuleLayout layout, RuleOptions options)
    {
        _layout = layout;
        Index = index;
        HostStates = Array.ConvertAll(layout.HostStates, p => p.Start);
        Hyperparameters = [];
        Options = options;
        SetOptions(options);
    }

    public int Index { get; }

    public RuleOptions Options { get; private set; }

    public Hyperparameter[] Hyperparameters { get; private set; }

    /// <summary>The number of steps taken.</summary>
    public int Steps { get; set; }

    /// <summary>The double and int states, as <see cref="RuleLayout.HostStates"/> lists them.</summary>
    public double[] HostStates { get; set; }

    /// <summary>Whether any tensor of the group has a gradient in this step.</summary>
    public bool IsActive { get; set; }

    /// <summary>The plan variant that this step's host values choose.</summary>
    public int Variant { get; set; }

    /// <summary>This group's number in its variant's batch.</summary>
    public int BatchIndex { get; set; }

    /// <summary>A tensor of the group in the batch: it tells the host results, which are the same for all.</summary>
    public int Witness { get; set; }

    public void SetOptions(RuleOptions options)
    {
        Hyperparameter[] hyperparameters = options.ToHyperparameters();
        if (hyperparameters.Length != _layout.Hyperparameters.Length)
        {
            throw new ArgumentException(
                $"The options give {hyperparameters.Length} hyperparameters; {_layout.Rule.Name} has {_layout.Hyperparameters.Length}.",
                nameof(options));
        }

        for (int i = 0; i < hyperparameters.Length; i++)
        {
            HyperparameterRange.Check(_layout.Hyperparameters[i], hyperparameters[i].At(Steps + 1));
        }

        (Options, Hyperparameters) = (options, hyperparameters);
    }

    /// <summary>Evaluates the host values of the next step, in the rule's order.</summary>
    /// <param name="host">Where they go.</param>
    /// <param name="numbers">The numbers given to the step; without any, inputs have their defaults, or 0.</param>
    public void WriteHost(Span<double> host, ReadOnlySpan<double> numbers)
    {
        int hyperparameter = 0, state = 0, step = checked(Steps + 1);
        for (int i = 0; i < host.Length; i++)
        {
            Runtime.RuleParameter parameter = _layout.Hosts[i];
            host[i] = parameter.Role switch
            {
                Runtime.ParameterRole.StepNumber => step,
                Runtime.ParameterRole.State => WholeNumbers.ToTable(parameter.Kind, HostStates[state++]),
                Runtime.ParameterRole.Input when numbers.IsEmpty
                    => WholeNumbers.ToTable(parameter.Kind, parameter.Default ?? 0),
                Runtime.ParameterRole.Input => HyperparameterRange.Check(parameter, numbers[_layout.NumberOf(parameter)]),
                _ => HyperparameterRange.Check(parameter, Hyperparameters[hyperparameter++].At(step)),
            };
        }
    }
}
