using System.Reflection;
using Numerics.Gpu.Tests.Devices;

namespace Numerics.Gpu.Tests.OpenCl;

/// <summary>Every device law of this assembly on a real OpenCL device: a row for each law.</summary>
public sealed class OpenClDeviceTests(OpenClRun run) : IClassFixture<OpenClRun>
{
    /// <summary>The device laws: the theories marked <see cref="OnEachDeviceAttribute"/>.</summary>
    public static TheoryData<string, string> Laws()
    {
        var laws = new TheoryData<string, string>();
        foreach (MethodInfo law in typeof(OpenClDeviceTests).Assembly.GetTypes().Where(type => !type.IsAbstract)
            .SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(OnEachDeviceAttribute))))
        {
            laws.Add(law.ReflectedType!.FullName!, law.Name);
        }
        return laws;
    }

    [OpenClTheory, MemberData(nameof(Laws))]
    public void Holds_on_an_OpenCL_device(string testClass, string law)
    {
        IReadOnlyList<TestResult> results = run.Of(testClass, law);
        Assert.True(results.Count > 0, $"{testClass}.{law} did not run on the OpenCL device");
        IEnumerable<string> failures = results.Where(result => !result.Passed)
            .Select(result => $"{result.DisplayName}: {result.Outcome}\n{result.Message}");
        Assert.True(results.All(result => result.Passed), string.Join("\n\n", failures));
    }
}
