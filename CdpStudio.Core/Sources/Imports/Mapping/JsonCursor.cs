using System.Text.Json;

namespace CdpStudio.Core.Sources.Imports.Mapping;

/// <summary>A place in a JSON document that knows its pointer. Whatever it is asked for and does not have is a refusal with that pointer.</summary>
internal readonly record struct JsonCursor(JsonElement Element, string Pointer)
{
    public JsonCursor Object(params ReadOnlySpan<string> known)
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Refuse("must be an object");

        var seen = new HashSet<string>();
        foreach (var member in Element.EnumerateObject())
        {
            var name = NameOf(member);
            var at = new JsonCursor(member.Value, $"{Pointer}/{Escape(name)}");
            if (!seen.Add(name)) throw at.Refuse("stands twice");
            if (!known.Contains(name)) throw at.Refuse($"is not known here; known are {string.Join(", ", known!)}");
        }

        return this;
    }

    /// <summary>Null where it is missing or null.</summary>
    public JsonCursor? Optional(string name) =>
        Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new JsonCursor(value, $"{Pointer}/{name}")
            : null;

    public JsonCursor Required(string name) => Optional(name) ?? throw new JsonCursor(default, $"{Pointer}/{name}").Refuse("is missing");

    /// <summary>Text that is not blank.</summary>
    public string Text() => AnyText() is var text && string.IsNullOrWhiteSpace(text) ? throw Refuse("is blank") : text;

    /// <summary>Text in which white space says something, also alone.</summary>
    public string AnyText()
    {
        if (Element.ValueKind != JsonValueKind.String) throw Refuse("must be text");

        try
        {
            return Element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refuse("holds half a letter (an unpaired surrogate)");
        }
    }

    /// <summary>The members of an object whose names are free.</summary>
    public IEnumerable<(string Name, JsonCursor Value)> Members()
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Refuse("must be an object");

        foreach (var member in Element.EnumerateObject())
        {
            var name = NameOf(member);
            yield return (name, new JsonCursor(member.Value, $"{Pointer}/{Escape(name)}"));
        }
    }

    public bool Boolean() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refuse("must be true or false"),
    };

    public IReadOnlyList<JsonCursor> Array()
    {
        if (Element.ValueKind != JsonValueKind.Array) throw Refuse("must be a list");

        var pointer = Pointer;
        return [.. Element.EnumerateArray().Select((e, i) => new JsonCursor(e, FormattableString.Invariant($"{pointer}/{i}")))];
    }

    public MappingRefusedException Refuse(string what) =>
        new(Pointer, Pointer.Length == 0 ? $"The mapping {what}." : $"{Pointer} {what}.");

    private string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Refuse("has a name that holds half a letter (an unpaired surrogate)");
        }
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

/// <summary>Ends the reading of a mapping; <see cref="MappingReader"/> turns it into its answer.</summary>
internal sealed class MappingRefusedException(string pointer, string detail) : Exception(detail)
{
    public string Pointer { get; } = pointer;
}
