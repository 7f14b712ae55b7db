using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Sources.Imports.Rows;

/// <summary>Compares rows with the profiles as they were before the file, and applies the import's rule. Keeps nothing of a row.</summary>
internal sealed class RowComparison(KnownProfiles known, IdentityRules identity, ConflictRule rule, SourceId source, long now)
{
    public ComparedRow Of(Message message)
    {
        var identifiers = identity.Usable(message.Identifiers);
        var profiles = identifiers.Select(known.Find).ToList();
        var people = Joined(identifiers, profiles);
        var isKnown = people.Count > 0;
        if ((rule == ConflictRule.Insert && isKnown) || (rule == ConflictRule.Update && !isKnown)) return new ComparedRow(RowEffect.Skipped, null, people, []);

        var values = Values(message, people);
        var isNamed = profiles.TrueForAll(p => p is not null);
        if (rule == ConflictRule.Gaps && isKnown)
        {
            values = values.FindAll(v => v.Before is null);
            if (values.Count == 0 && people.Count == 1 && isNamed) return new ComparedRow(RowEffect.Skipped, null, people, []);

            message = message with { Traits = Traits(values) };
        }

        var changes = values.FindAll(v => v.Changes);
        var effect = !isKnown ? RowEffect.New
            : people.Count > 1 ? RowEffect.Merging
            : changes.Count > 0 || message.Event is not null || !isNamed ? RowEffect.Changed
            : RowEffect.Unchanged;
        return new ComparedRow(effect, message, people, changes) { SaysMore = message.Event is not null || !isNamed };
    }

    /// <summary>
    /// The known people who are one with the row's leading identifier, once it is stored. Being seen together joins no two user ids,
    /// and nobody through what several people share; other limits and what a steward keeps apart are not looked at.
    /// </summary>
    private List<ProfileId> Joined(IReadOnlyList<Identifier> identifiers, List<ProfileId?> profiles)
    {
        var people = new List<ProfileId>();
        var hasUser = false;
        for (var i = 0; i < identifiers.Count; i++)
        {
            var profile = profiles[i];
            if (profile is { } same && people.Contains(same)) continue;
            if (i > 0 && (identity.IsShared(identifiers[i].Namespace) || identity.IsShared(identifiers[0].Namespace))) continue;

            var isUser = IdentifierKey.Comparer.Equals(identifiers[i].Namespace, IdentifierNamespace.UserId)
                || (profile is { } someone && known.Has(someone, IdentifierNamespace.UserId));
            if (i > 0 && isUser && hasUser) continue;

            hasUser |= isUser;
            if (profile is { } joined) people.Add(joined);
        }

        return people;
    }

    private List<ComparedValue> Values(Message message, List<ProfileId> people)
    {
        if (message.Traits is null || TraitList.Read(message.Traits, out var traits) is not null) return [];

        var moment = Math.Max(now, message.Timestamp);
        return [.. traits.Where(t => t.Value is not null).Select(t => Compared(t.Name, t.Value!, people, moment, message.Timestamp))];
    }

    private ComparedValue Compared(string name, string after, IReadOnlyList<ProfileId> people, long moment, long timestamp)
    {
        var foreseen = known.Foresee(people, name, new SaidValue(after, source, timestamp), moment);
        return new ComparedValue(name, foreseen.Before, after, foreseen.Changes);
    }

    private static string? Traits(List<ComparedValue> values) =>
        values.Count == 0 ? null : $"{{{string.Join(',', values.Select(v => JsonSerializer.Serialize(v.Name, JsonSerializerOptions.Web) + ":" + v.After))}}}";
}

/// <param name="Message">What is imported of it; null when it is passed over.</param>
/// <param name="People">Known ones whom it names.</param>
/// <param name="Changes">Attributes that show another value because of it.</param>
internal sealed record ComparedRow(RowEffect Effect, Message? Message, IReadOnlyList<ProfileId> People, IReadOnlyList<ComparedValue> Changes)
{
    /// <summary>Besides values: an event, or an identifier that was not known.</summary>
    public bool SaysMore { get; init; }
}

/// <param name="Before">JSON text; null when nothing was known.</param>
internal sealed record ComparedValue(string Name, string? Before, string After, bool Changes);
