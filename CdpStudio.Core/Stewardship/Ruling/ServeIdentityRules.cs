using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Stewardship.Held;

namespace CdpStudio.Core.Stewardship.Ruling;

/// <summary>Shows how far the audience engine is with other rules: it reads the log again beside what answers until then.</summary>
internal sealed class ServeIdentityRules(
    LiveAudience audience, AudienceReadiness readiness, CurrentIdentityRules current, IdentityRulesWatch watch, LookForHeldMergesHandler look, TimeProvider clock) : IJob
{
    public const string Kind = "identity-rules";

    /// <param name="Rules">The version that was set.</param>
    internal sealed record Asked(int Version, int Rules);

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        // Another node may have set them a moment ago.
        await watch.LoadAsync(cancellationToken);
        // Those that hold by now: others may have been set since, or put back.
        await clock.UntilAsync(
            async token =>
            {
                if (audience.Rules.Equals(current.Rules)) return true;
                if (readiness.Reading is { } reading) await run.AdvanceAsync(new JobProgress(reading.Position, reading.Last), token);
                return false;
            },
            cancellationToken);

        // Others wait for a steward now.
        await look.HandleAsync(new LookForHeldMerges(By: null), cancellationToken);
        run.Log($"Everybody is served by identity rules {JsonSerializer.Deserialize<Asked>(run.Arguments!, JsonSerializerOptions.Web)!.Rules}."); // it has them
    }
}
