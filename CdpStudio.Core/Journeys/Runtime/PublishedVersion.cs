using System.Collections.Concurrent;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>A published definition, read once.</summary>
internal sealed class PublishedVersion(JourneyNumber journey, int version, JourneyDefinition definition)
{
    private readonly Dictionary<string, Rule?> _rules =
        definition.Steps.OfType<JourneyStep.Branch>().ToDictionary(b => b.Id, b => b.Rule is null ? null : SavedRule.Read(b.Rule.ToJsonString()));

    public JourneyNumber Journey => journey;

    public int Version => version;

    public JourneyDefinition Definition => definition;

    public JourneyStep.Entry? Entry { get; } = definition.Steps.OfType<JourneyStep.Entry>().FirstOrDefault();

    /// <summary>Null when the language has become stricter than the stored rule.</summary>
    public Rule? RuleOf(string branch) => _rules.GetValueOrDefault(branch);
}

/// <summary>Published versions never change, so each is read from the database once.</summary>
internal sealed class PublishedVersions(IDbContextFactory<StudioDbContext> contexts)
{
    private readonly ConcurrentDictionary<(JourneyNumber, int), PublishedVersion> _known = [];

    /// <summary>Null when the journey was deleted.</summary>
    public async Task<PublishedVersion?> FindAsync(JourneyNumber journey, int version, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((journey, version), out var known)) return known;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.JourneyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Journey == journey && v.Version == version, cancellationToken);
        return stored is null
            ? null
            : _known[(journey, version)] = new PublishedVersion(journey, version, DefinitionReader.ReadStored(stored.Definition));
    }

    /// <summary>The version of every journey that people enter now.</summary>
    public async Task<IReadOnlyList<PublishedVersion>> LiveAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var live = await db.Journeys.AsNoTracking()
            .Where(j => j.State == JourneyState.Live && j.LiveVersion != null)
            .Select(j => new { j.Number, Version = j.LiveVersion!.Value }) // not null, as asked
            .ToListAsync(cancellationToken);

        var versions = new List<PublishedVersion>();
        foreach (var journey in live)
        {
            if (await FindAsync(journey.Number, journey.Version, cancellationToken) is { } version) versions.Add(version);
        }

        return versions;
    }
}
