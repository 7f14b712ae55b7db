using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Journeys that a segment lets people into, or whose branches ask about it: as drawn, as live, and as somebody still walks them.</summary>
internal sealed class JourneySegmentUse : IUsesSegments
{
    public async Task<IReadOnlyList<SegmentUser>> WhoUsesAsync(StudioDbContext db, SegmentKey key, CancellationToken cancellationToken) =>
    [
        .. (await JourneyDefinitions.InUseAsync(db, cancellationToken))
            .Where(used => Names(used.Definition, StudioText.Key(key.Value)))
            .Select(used => new SegmentUser("journey", used.Key, used.Name))
            .Distinct(),
    ];

    private static bool Names(JourneyDefinition definition, string segment) => definition.Steps.Any(step => step switch
    {
        JourneyStep.Entry { Trigger: EntryTrigger.Segment into } => StudioText.Key(into.Key) == segment,
        JourneyStep.Branch { Rule: { } rule } => SavedRule.Read(rule.ToJsonString())?.Segments().Contains(segment) ?? false,
        _ => false,
    });
}

/// <summary>Branches and entries that could not be read any more if an attribute had another type.</summary>
internal sealed class JourneyTypeUse(IDbContextFactory<StudioDbContext> contexts, WorkspaceVocabulary vocabulary) : IUsesAttributes
{
    public async Task<IReadOnlyList<string>> WhoNeedsAnotherTypeAsync(string attribute, DataType newType, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = new VocabularyWithType(vocabulary, StudioText.Key(attribute), newType);
        return
        [
            .. (from used in await JourneyDefinitions.InUseAsync(db, cancellationToken)
                from step in used.Definition.Steps
                let rule = RuleOf(step)
                where rule is not null
                // One that can't be read as things stand is not broken by the change.
                where RuleReader.Read(rule, vocabulary) is RuleReading.Read && RuleReader.Read(rule, changed) is RuleReading.Refused
                select $"journey '{used.Key}' ({step.Id})").Distinct(),
        ];
    }

    public async Task<IReadOnlyList<CatalogueUser>> WhoUsesAsync(CatalogueEntry entry, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return
        [
            .. (from used in await JourneyDefinitions.InUseAsync(db, cancellationToken)
                where used.Definition.Steps.Any(step => RuleOf(step) is { } rule && entry.IsUsedBy(SavedRule.Read(rule)))
                select new CatalogueUser("journey", used.Key, used.Name)).Distinct(),
        ];
    }

    private static string? RuleOf(JourneyStep step) => step switch
    {
        JourneyStep.Branch branch => branch.Rule?.ToJsonString(),
        JourneyStep.Entry { Trigger: EntryTrigger.Event { Name.Length: > 0 } on } => EntryRule.Of(on),
        JourneyStep.Entry { Trigger: EntryTrigger.Change { Attribute.Length: > 0 } on } => EntryRule.Of(on),
        _ => null,
    };
}

/// <param name="Definition">A draft, or a version that people enter or walk.</param>
internal sealed record DefinitionInUse(string Key, string Name, JourneyDefinition Definition);

internal static class JourneyDefinitions
{
    /// <summary>By key.</summary>
    public static async Task<IReadOnlyList<DefinitionInUse>> InUseAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var journeys = await db.Journeys.AsNoTracking().OrderBy(j => j.Key).ToListAsync(cancellationToken);
        var runs = db.JourneyRuns.Where(r => r.State == JourneyRunState.Active);
        var live = db.Journeys.Where(j => j.LiveVersion != null);
        var versions = (await db.JourneyVersions.AsNoTracking()
                .Where(v => live.Any(j => j.Number == v.Journey && j.LiveVersion == v.Version) || runs.Any(r => r.Journey == v.Journey && r.Version == v.Version))
                .ToListAsync(cancellationToken))
            .ToLookup(v => v.Journey, v => v.Definition);
        return
        [
            .. from journey in journeys
               from definition in versions[journey.Number].Append(journey.Draft).Distinct()
               select new DefinitionInUse(journey.Key, journey.Name, DefinitionReader.ReadStored(definition)),
        ];
    }
}
