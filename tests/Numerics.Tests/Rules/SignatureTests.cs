using System.Reflection;
using Numerics.Rules;

namespace Numerics.Tests.Rules;

/// <summary>What the catalogue promises about names, defaults and ranges: PyTorch's.</summary>
public class SignatureTests
{
    private static Dictionary<string, ParameterInfo> Step(Type rule) => rule
        .GetMethods()
        .Single(m => m.Name == "Step" && m.IsDefined(typeof(UpdateRuleAttribute)))
        .GetParameters()
        .ToDictionary(p => p.Name!);

    [Theory]
    [InlineData(typeof(Sgd), "learningRate=0.001 momentum=0 dampening=0 weightDecay=0 nesterov=False")]
    [InlineData(typeof(Adam), "learningRate=0.001 beta1=0.9 beta2=0.999 epsilon=1E-08 weightDecay=0")]
    [InlineData(typeof(AdamW), "learningRate=0.001 beta1=0.9 beta2=0.999 epsilon=1E-08 weightDecay=0.01")]
    [InlineData(typeof(AmsGrad), "learningRate=0.001 beta1=0.9 beta2=0.999 epsilon=1E-08 weightDecay=0")]
    [InlineData(
        typeof(NAdam),
        "learningRate=0.002 beta1=0.9 beta2=0.999 epsilon=1E-08 weightDecay=0 momentumDecay=0.004 " +
        "decoupledWeightDecay=False")]
    [InlineData(
        typeof(RAdam),
        "learningRate=0.001 beta1=0.9 beta2=0.999 epsilon=1E-08 weightDecay=0 decoupledWeightDecay=False")]
    [InlineData(typeof(Adamax), "learningRate=0.002 beta1=0.9 beta2=0.999 epsilon=1E-08 weightDecay=0")]
    [InlineData(
        typeof(Adagrad), "learningRate=0.01 learningRateDecay=0 weightDecay=0 initialAccumulatorValue=0 epsilon=1E-10")]
    [InlineData(
        typeof(RmsProp), "learningRate=0.01 alpha=0.99 epsilon=1E-08 weightDecay=0 momentum=0 centered=False")]
    [InlineData(typeof(Adadelta), "learningRate=1 rho=0.9 epsilon=1E-06 weightDecay=0")]
    [InlineData(
        typeof(Adafactor),
        "learningRate=0.01 beta2Decay=-0.8 epsilon1=1.1920928955078125E-07 epsilon2=0.001 clippingThreshold=1 weightDecay=0")]
    [InlineData(typeof(Lion), "learningRate=0.0001 beta1=0.9 beta2=0.99 weightDecay=0")]
    [InlineData(typeof(Lamb), "beta1=0.9 beta2=0.999 epsilon=1E-06 weightDecay=0")]
    [InlineData(typeof(Lars), "momentum=0.9 weightDecay=0 trustCoefficient=0.001")]
    public void Defaults_are_PyTorchs(Type rule, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Step(rule).Values.Where(p => p.HasDefaultValue).Select(
            p => FormattableString.Invariant($"{p.Name}={p.DefaultValue}"))));

    [Theory]
    [InlineData(typeof(Sgd), "b=momentum_buffer")]
    [InlineData(typeof(Adam), "m=exp_avg v=exp_avg_sq")]
    [InlineData(typeof(AdamW), "m=exp_avg v=exp_avg_sq")]
    [InlineData(typeof(AmsGrad), "m=exp_avg v=exp_avg_sq w=max_exp_avg_sq")]
    [InlineData(typeof(NAdam), "m=exp_avg v=exp_avg_sq muProduct=mu_product")]
    [InlineData(typeof(RAdam), "m=exp_avg v=exp_avg_sq")]
    [InlineData(typeof(Adamax), "m=exp_avg u=exp_inf")]
    [InlineData(typeof(AdaBelief), "m=exp_avg s=exp_avg_var")]
    [InlineData(typeof(DiffGrad), "m=exp_avg v=exp_avg_sq p=previous_grad")]
    [InlineData(typeof(EXAdam), "m=exp_avg v=exp_avg_sq")]
    [InlineData(typeof(AdaHessian), "m=exp_avg v=exp_hessian_diag_sq")]
    [InlineData(typeof(Adagrad), "a=sum")]
    [InlineData(typeof(RmsProp), "v=square_avg b=momentum_buffer a=grad_avg")]
    [InlineData(typeof(Adadelta), "v=square_avg a=acc_delta")]
    [InlineData(typeof(Adafactor), "r=row_var k=col_var")]
    [InlineData(typeof(AdafactorVector), "v=variance")]
    [InlineData(typeof(Lion), "m=exp_avg")]
    [InlineData(typeof(Lamb), "m=exp_avg v=exp_avg_sq")]
    [InlineData(typeof(Lars), "b=momentum_buffer")]
    public void State_has_PyTorchs_names(Type rule, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Step(rule).Values
            .Where(p => p.GetCustomAttribute<StateNameAttribute>() is not null)
            .Select(p => $"{p.Name}={p.GetCustomAttribute<StateNameAttribute>()!.Name}")));

    /// <summary>Every optimizer rule of the library, so that a new one comes under the same checks.</summary>
    public static TheoryData<Type> Rules() => [.. typeof(Lion).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == "Numerics.Rules" && t.GetNestedType("Optimizer") is not null && t.GetMethods().Any(
            m => m.Name == "Step" && m.IsDefined(typeof(UpdateRuleAttribute))))];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_the_order_parameter_states_gradient_step_hyperparameters(Type rule)
    {
        List<ParameterInfo> parameters = [.. Step(rule).Values];
        int gradient = parameters.FindIndex(p => p.Name == "g");
        Assert.Equal("x", parameters[0].Name);
        Assert.All(parameters[1..gradient], p => Assert.True(p.IsDefined(typeof(StateNameAttribute))));
        Assert.All(
            parameters[(gradient + 1)..].TakeWhile(p => p.Name != "learningRate"),
            p => Assert.True(p.IsDefined(typeof(StepNumberAttribute)) || p.IsDefined(typeof(InputAttribute))));
        Assert.All(
            parameters.Where(p => p.Name is "learningRate" or "weightDecay" or "epsilon" or "momentum"),
            p => Assert.Equal(0, p.GetCustomAttribute<AtLeastAttribute>()!.Value));
        Assert.All(
            parameters.Where(p => p.Name is "beta1" or "beta2"),
            p => Assert.Equal(1, p.GetCustomAttribute<BelowAttribute>()!.Value));
    }
}
