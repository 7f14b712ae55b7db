using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CdpStudio.EndToEnd.Clients;

/// <summary>The clients that others publish, as npm installs them by the lock file beside this one (the build does that).</summary>
internal static class PublishedClient
{
    // artifacts/bin/CdpStudio.EndToEnd/release/ lies four folders below the repository.
    private static readonly string s_folder =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "tests", "CdpStudio.EndToEnd", "Clients"));

    /// <summary>Runs a server client through the scenario, in a process of its own.</summary>
    /// <returns>What the client says of it: <c>failed</c> and <c>skipped</c>.</returns>
    public static async Task<JsonNode> SendAsync(string client, Uri address, string writeKey, string scenario) =>
        JsonNode.Parse(await RunAsync("server.mjs", client, address.ToString().TrimEnd('/'), writeKey, scenario))!;

    /// <summary>Bundles a page's script with the client in it, as a shop's own build would.</summary>
    public static Task<string> BundleAsync(string script) =>
        RunAsync(Path.Combine("node_modules", "esbuild", "bin", "esbuild"), script, "--bundle", "--format=iife", "--log-level=warning");

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = s_folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"node {arguments[0]} ended with {process.ExitCode}: {await errors}");
        return output;
    }
}
