using System.Runtime.CompilerServices;

namespace Numerics.Generators.Tests.Support;

/// <summary>Approved files: what a person has read and found good. <c>NUMERICS_APPROVE=1 dotnet test</c> accepts what is
/// received now.</summary>
internal static class Approved
{
    private const int MostLines = 40;

    /// <summary>Compares with <c>Approved/{name}</c> and shows the lines that differ.</summary>
    public static void Check(string name, string received)
    {
        string path = Path.Combine(Folder(), name);
        received = received.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("NUMERICS_APPROVE") == "1")
        {
            Directory.CreateDirectory(Folder());
            File.WriteAllText(path, received);
            return;
        }

        string approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(
            approved == received,
            $"{name} is not what was approved; read the difference, then accept it with NUMERICS_APPROVE=1 dotnet test.\n"
            + string.Join("\n", Difference(approved.Split('\n'), received.Split('\n')).Take(MostLines)));
    }

    /// <summary>The lines between the common beginning and the common end, old ones marked −, new ones +.</summary>
    internal static IEnumerable<string> Difference(string[] approved, string[] received)
    {
        int start = approved.Zip(received).TakeWhile(p => p.First == p.Second).Count();
        int most = Math.Min(approved.Length, received.Length) - start;
        int end = approved.Reverse().Zip(received.Reverse()).Take(most).TakeWhile(p => p.First == p.Second).Count();
        return approved[start..^end].Select((l, i) => $"{start + i + 1,5} - {l}")
            .Concat(received[start..^end].Select((l, i) => $"{start + i + 1,5} + {l}"));
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Approved");
}
