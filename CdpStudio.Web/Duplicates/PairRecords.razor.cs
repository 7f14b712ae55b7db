using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Linkage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

/// <summary>Both people field by field: what was compared comes first, then whatever else is known of either.</summary>
public sealed partial class PairRecords(IStringLocalizer<DuplicateTexts> texts)
{
    [Parameter, EditorRequired]
    public required PairOfPeople Pair { get; set; }

    private IStringLocalizer<DuplicateTexts> Texts => texts;

    private IReadOnlyList<(ProfileRecord? Person, string Name)> Both => [(Pair.Low, Pair.LowName), (Pair.High, Pair.HighName)];

    private IEnumerable<Line> Lines
    {
        get
        {
            var (low, high) = (Values(Pair.Low), Values(Pair.High));
            var agreements = Pair.Pair.Evidence.Steps.Where(s => s.Field is not null).DistinctBy(s => StudioText.Key(s.Field!)) // it has one
                .ToDictionary(s => StudioText.Key(s.Field!), s => s.Agreement, StringComparer.Ordinal); // the same ones
            return low.Keys.Union(high.Keys)
                .OrderBy(key => !agreements.ContainsKey(key)).ThenBy(key => key, StringComparer.Ordinal)
                .Select(key => LineOf(low.GetValueOrDefault(key), high.GetValueOrDefault(key), agreements.TryGetValue(key, out var agreement) ? agreement : null));
        }
    }

    private Line LineOf(Value? low, Value? high, Agreement? agreement)
    {
        var name = (low ?? high)!.Name; // one of them has it
        if (low is null || high is null) return new Line(name, low?.Json, high?.Json, Differs: false, Words: null);

        // Values may have changed since they were compared.
        var found = string.Equals(StudioText.Key(low.Json), StudioText.Key(high.Json), StringComparison.Ordinal) ? Agreement.Same
            : agreement is null or Agreement.Missing ? Agreement.Different
            : agreement.Value;
        return new Line(name, low.Json, high.Json, found != Agreement.Same, texts.AgreementOf(found));
    }

    /// <summary>Attributes and identifiers by the key of their name; an identifier of an attribute's name only where the attribute says nothing.</summary>
    private static Dictionary<string, Value> Values(ProfileRecord? person)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        if (person is null) return values;

        foreach (var attribute in person.Attributes.Where(a => a.Value is not null)) values[StudioText.Key(attribute.Name)] = new Value(attribute.Name, attribute.Value!); // it has one
        foreach (var space in person.Identifiers.GroupBy(i => i.Namespace))
        {
            var all = space.Select(i => i.Value).ToList();
            values.TryAdd(StudioText.Key(space.Key), new Value(space.Key, all.Count == 1 ? JsonSerializer.Serialize(all[0]) : JsonSerializer.Serialize(all)));
        }

        return values;
    }

    private static string AddressOf(ProfileRecord person) => string.Create(CultureInfo.InvariantCulture, $"/profiles/{person.Id.Value}");

    private sealed record Value(string Name, string Json);

    /// <param name="Words">How far they agree; null where one says nothing.</param>
    private sealed record Line(string Name, string? Low, string? High, bool Differs, string? Words);
}
