using System.Xml.Linq;

namespace Numerics.Gpu.Tests.OpenCl;

/// <summary>One result in a TRX file.</summary>
public sealed record TestResult(string TestClass, string Method, string DisplayName, string Outcome, string Message)
{
    /// <summary>Whether the test ran and held.</summary>
    public bool Passed => Outcome == "Passed";
}

/// <summary>Reads the results of a test run from its TRX file.</summary>
public static class TestResults
{
    private static readonly XNamespace Format = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>All results of a TRX document, in its order.</summary>
    public static IReadOnlyList<TestResult> Parse(XDocument document)
    {
        Dictionary<string, XElement> methods = document.Descendants(Format + "UnitTest")
            .ToDictionary(test => test.Attribute("id")!.Value, test => test.Element(Format + "TestMethod")!);
        return [.. document.Descendants(Format + "UnitTestResult").Select(result => Read(result, methods))];
    }

    private static TestResult Read(XElement result, Dictionary<string, XElement> methods)
    {
        XElement method = methods[result.Attribute("testId")!.Value];
        IEnumerable<string> messages = result.Descendants(Format + "ErrorInfo").Elements().Select(part => part.Value);
        return new TestResult(
            method.Attribute("className")!.Value,
            method.Attribute("name")!.Value,
            result.Attribute("testName")!.Value,
            result.Attribute("outcome")!.Value,
            string.Join('\n', messages));
    }
}
