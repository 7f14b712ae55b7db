using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>What merge tags become for one person: attribute values as plain text that reads the same everywhere.</summary>
public sealed class RecipientValues
{
    public const int MaxLength = 2_000;

    private readonly Dictionary<string, AttributeAssertion> _attributes;
    private readonly WorkspaceZone _zone;

    private RecipientValues(Dictionary<string, AttributeAssertion> attributes, WorkspaceZone zone) => (_attributes, _zone) = (attributes, zone);

    /// <summary>A person of whom nothing is known.</summary>
    public static RecipientValues None { get; } = new([], WorkspaceZone.Utc);

    public static RecipientValues Of(ProfileRecord profile, WorkspaceZone zone) =>
        new(profile.Attributes.DistinctBy(a => StudioText.Key(a.Name)).ToDictionary(a => StudioText.Key(a.Name), StringComparer.Ordinal), zone);

    /// <summary>One line without control characters; null when there is no value that can be read out.</summary>
    /// <param name="name">Dotted, compared without case.</param>
    public string? Find(string name)
    {
        if (!_attributes.TryGetValue(StudioText.Key(name), out var said) || said.Value is null) return null;

        var value = StudioValue.Read(said.Value);
        return Words(value?.As(said.Type, _zone) ?? value) is { } words ? OneLine(words) : null;
    }

    /// <summary>Control characters become blanks, so that no value starts a line of its own.</summary>
    public static string? OneLine(string text)
    {
        var line = StudioText.Normal(string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? ' ' : source[i];
        })).Trim();
        if (line.Length > MaxLength) line = line[..(char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        return line.Length == 0 ? null : line;
    }

    private string? Words(StudioValue? value) => value switch
    {
        StudioValue.Text text => text.Value,
        StudioValue.Number number => StudioNumber.ToText(number.Value),
        StudioValue.Boolean boolean => boolean.Value ? "true" : "false",
        StudioValue.Moment moment => Day(moment.Milliseconds),
        StudioValue.List list => string.Join(", ", list.Items.Select(Words).OfType<string>()),
        _ => null,
    };

    // A bare date is the first moment of its day, and nobody wants to read 00:00 behind a birthday.
    private string Day(long moment)
    {
        var local = _zone.Local(moment);
        return local.ToString(_zone.StartOf(DateOnly.FromDateTime(local)) == moment ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
