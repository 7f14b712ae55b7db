using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Segments;

public static class CatalogueUse
{
    /// <param name="rule">Null for one that can't be read: it asks nothing.</param>
    public static bool IsUsedBy(this CatalogueEntry entry, Rule? rule) =>
        rule is not null
        && (entry.Event is { } named
            ? rule.UsesProperty(StudioText.Key(named), StudioText.Key(entry.Name))
            : rule.UsesAttribute(StudioText.Key(entry.Name)));
}

/// <summary>Saved rules that could not be read any more if an attribute had another type.</summary>
internal sealed class SegmentTypeUse(IDbContextFactory<StudioDbContext> contexts, WorkspaceVocabulary vocabulary) : IUsesAttributes
{
    public async Task<IReadOnlyList<string>> WhoNeedsAnotherTypeAsync(string attribute, DataType newType, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var segments = await db.Segments.AsNoTracking().ToListAsync(cancellationToken);

        var changed = new VocabularyWithType(vocabulary, StudioText.Key(attribute), newType);
        var users = new List<string>();
        foreach (var segment in segments.OrderBy(s => s.Key.Value, StringComparer.Ordinal))
        {
            // One that can't be read as things stand is not broken by the change.
            if (RuleReader.Read(segment.Rule, vocabulary) is RuleReading.Refused) continue;
            if (RuleReader.Read(segment.Rule, changed) is RuleReading.Refused refused)
                users.Add($"segment '{segment.Key.Value}' ({refused.Refusal.Pointer})");
        }

        return users;
    }

    public async Task<IReadOnlyList<CatalogueUser>> WhoUsesAsync(CatalogueEntry entry, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var segments = await db.Segments.AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. segments
                .Where(s => entry.IsUsedBy(SavedRule.Read(s.Rule)))
                .OrderBy(s => s.Key.Value, StringComparer.Ordinal)
                .Select(s => new CatalogueUser("segment", s.Key.Value, s.Name)),
        ];
    }
}
