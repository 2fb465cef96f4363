namespace Numerics.Gpu.Tests.Scripts;

/// <summary>Skips tests for what a machine lacks.</summary>
public static class SkipReason
{
    /// <summary>
    /// Skips a test for a reason, if there is one, and puts it in the test's name: runners print names, and reasons
    /// only when asked for.
    /// </summary>
    public static void SkipFor(this FactAttribute attribute, string? reason, string test)
    {
        if (reason is not null)
        {
            attribute.Skip = reason;
            attribute.DisplayName = $"{test} (skipped: {reason})";
        }
    }
}
