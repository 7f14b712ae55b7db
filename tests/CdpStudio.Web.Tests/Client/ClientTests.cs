using System.Diagnostics;
using System.Text.RegularExpressions;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Client;

/// <summary>The tests of the TypeScript parts, run by Node once; each is a row here, so that it is counted and named like any other.</summary>
public sealed partial class ClientTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string?>> s_results = new(Run);

    public static TheoryData<string> Names => [.. s_results.Value.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Client(string test) => Assert.True(s_results.Value[test] is null, s_results.Value[test]);

    /// <summary>What went wrong by test; null where nothing did.</summary>
    private static Dictionary<string, string?> Run()
    {
        var start = new ProcessStartInfo("npm", ["run", "--silent", "test"])
        {
            WorkingDirectory = Path.Combine(Repository.Web, "Client"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("npm did not start.");
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();

        var results = new Dictionary<string, string?>();
        foreach (Match test in Line().Matches(output))
            results[test.Groups["name"].Value] = test.Groups["not"].Success ? test.Groups["why"].Value.Trim() : null;
        // A file that does not load has no tests of its own: it must not pass for done.
        if (results.Count == 0 || (node.ExitCode != 0 && results.Values.All(why => why is null)))
            results["All test files load"] = output + errors.GetAwaiter().GetResult();

        return results;
    }

    [GeneratedRegex(@"^(?<not>not )?ok \d+ - (?<name>[^\n(]+?)( \(seed \d+\))?\n  ---\n(?<why>.*?)\n  \.\.\.$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Line();
}
