using CdpStudio.EndToEnd.Reliability.Sent;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>kill -9 while quarantined messages are repaired and replayed: each is stored once, and the counts are exact. At random moments: <see cref="KillStory"/>.</summary>
public sealed class ReplayKillStory
{
    [Theory]
    [InlineData("replay.chunk_saved")]
    [InlineData("processor.facts_written")]
    [InlineData("processor.committed")]
    public async Task Killed_AtANamedPoint_TheNextStartReplaysTheRestOnce(string point)
    {
        await using var studio = await StudioProcess.StartAsync();
        var broken = await BrokenMessages.StartAsync(studio, new StudioApi(studio));
        await broken.AddAsync(300);
        await studio.KillAsync();
        await studio.StartAgainAsync(new() { ["CDP_FAILPOINTS"] = $"{point}:kill@1" });

        await broken.StartRepairAsync();
        await studio.UntilDeadAsync();
        await studio.StartAgainAsync();

        await broken.ExpectRepairedAsync();
    }
}
