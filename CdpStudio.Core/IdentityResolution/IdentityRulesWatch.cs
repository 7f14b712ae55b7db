using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>Reads which rules hold at start and whenever somebody sets others, and within seconds those that another node set.</summary>
public sealed class IdentityRulesWatch(
    IDbContextFactory<StudioDbContext> contexts, CurrentIdentityRules current, TimeProvider clock, ILogger<IdentityRulesWatch> logger)
    : KeptInMemory(TimeSpan.FromSeconds(5), clock, logger)
{
    protected override async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var text = await db.IdentityRuleSets.OrderByDescending(s => s.Version).Select(s => s.Rules).FirstOrDefaultAsync(cancellationToken);
        current.Become(text is null ? IdentityRules.BuiltIn : IdentityRules.Read(text));
    }
}
