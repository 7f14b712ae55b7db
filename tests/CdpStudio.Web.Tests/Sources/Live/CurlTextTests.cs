using System.Diagnostics;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Web.Sources.Live;

namespace CdpStudio.Web.Tests.Sources.Live;

public sealed class CurlTextTests
{
    [Fact]
    public void Of_AMessage_IsWhatAShellHandsToCurl()
    {
        const string json = """{"type":"track","event":"Don't $HOME `id` \"x\"\n","n":1}""";

        var words = ShellWords(CurlText.Of(LiveRow.Of(1, LiveListTests.Message(json)), "https://studio.example", "key")!);

        Assert.Equal(["curl", "https://studio.example/v1/track", "--user", "key:", "--header", "Content-Type: application/json", "--data-raw", json], words);
    }

    [Theory]
    [InlineData("""{"batch":[{"type":"track"}]}""", LiveOutcome.Refused, null, "batch", """{"batch":[{"type":"track"}]}""")]
    [InlineData("""{"type":"nonsense"}""", LiveOutcome.Quarantined, null, "batch", """{"batch":[{"type":"nonsense"}]}""")]
    [InlineData("not json", LiveOutcome.Refused, null, "batch", "not json")]
    [InlineData("""{"event":"Paid"}""", LiveOutcome.Stored, CallType.Page, "page", """{"event":"Paid"}""")]
    public void Of_AnyMessage_GoesWhereItCameFrom(string json, LiveOutcome outcome, CallType? call, string path, string body)
    {
        var row = LiveRow.Of(1, LiveListTests.Message(json, outcome) with { Call = call });

        Assert.Equal(
            $"curl https://studio.example/v1/{path} --user key: --header 'Content-Type: application/json' --data-raw '{body}'",
            CurlText.Of(row, "https://studio.example", "key"));
    }

    [Fact]
    public void Of_WhatATerminalCantHold_IsNothing()
    {
        foreach (var raw in new byte[][] { [], [0x1F, 0x8B, 0xFF], [(byte)'{', 0, (byte)'}'], new byte[LiveMessage.MaxBytes] })
            Assert.Null(CurlText.Of(LiveRow.Of(1, LiveListTests.Message("") with { Raw = raw }), "https://studio.example", "key"));
    }

    private static string[] ShellWords(string line)
    {
        var start = new ProcessStartInfo("sh", ["-c", $"for word in {line}; do printf '%s\\0' \"$word\"; done"]) { RedirectStandardOutput = true };
        using var shell = Process.Start(start)!;
        var words = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return words.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
