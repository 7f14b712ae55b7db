using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>What a call says beside who and when.</summary>
/// <param name="HashedTraits">The traits that the call means; undefined when it has none.</param>
internal readonly record struct CallContent(MessageEvent? Event, string? Traits, string? PreviousId, JsonElement HashedTraits)
{
    public const string PageViewed = "Page Viewed";
    public const string ScreenViewed = "Screen Viewed";

    /// <param name="identifiers">Those of an <c>identify</c> call's traits are added.</param>
    /// <returns>Null, or why the message can't be taken.</returns>
    public static Refusal? Read(CallType type, JsonElement call, List<Identifier> identifiers, out CallContent content)
    {
        content = default;
        switch (type)
        {
            case CallType.Track: return ReadTrack(call, out content);
            case CallType.Page: return ReadView(PageViewed, call, out content);
            case CallType.Screen: return ReadView(ScreenViewed, call, out content);
            case CallType.Identify: return ReadIdentify(call, identifiers, out content);
            case CallType.Group: return ReadGroup(call, out content);
            default: return ReadAlias(call, identifiers, out content);
        }
    }

    private static Refusal? ReadTrack(JsonElement call, out CallContent content)
    {
        content = default;
        if (!call.TryGetProperty("event", out var name) || name.ValueKind != JsonValueKind.String || StudioText.IsBlank(name.GetString()))
            return new Refusal(RefusalReason.BadEventName, "A track call needs the name of its 'event'.", "event");

        var text = name.GetString()!.Replace('\0', '\uFFFD');
        if (text.Length > TrackingParser.MaxNameLength)
            return new Refusal(RefusalReason.BadEventName, $"'event' is longer than {TrackingParser.MaxNameLength} characters.", "event");
        if (ReadObject(call, "properties", RefusalReason.BadProperties, out var properties) is { } bad) return bad;

        content = new CallContent(new MessageEvent(text, Raw(properties)), null, null, default);
        return null;
    }

    private static Refusal? ReadView(string name, JsonElement call, out CallContent content)
    {
        content = default;
        if (ReadObject(call, "properties", RefusalReason.BadProperties, out var properties) is { } bad) return bad;

        var added = new List<(string Name, JsonElement Value)>(2);
        foreach (var member in (ReadOnlySpan<string>)["name", "category"])
        {
            if (call.TryGetProperty(member, out var value) && !JsonObjects.IsMissing(value) && !HasValue(properties, member)) added.Add((member, value));
        }

        content = new CallContent(new MessageEvent(name, added.Count == 0 ? Raw(properties) : With(properties, added)), null, null, default);
        return null;
    }

    private static Refusal? ReadIdentify(JsonElement call, List<Identifier> identifiers, out CallContent content)
    {
        content = default;
        if (ReadObject(call, "traits", RefusalReason.BadTraits, out var traits) is { } bad) return bad;

        // RudderStack's clients say the traits of an identify call in its context alone.
        if (JsonObjects.IsMissing(traits)
            && call.TryGetProperty("context", out var context) && context.ValueKind == JsonValueKind.Object
            && context.TryGetProperty("traits", out var inContext) && inContext.ValueKind == JsonValueKind.Object)
        {
            traits = inContext;
        }

        if (traits.ValueKind != JsonValueKind.Object) return null;

        CallIdentifiers.AddFromTraits(traits, identifiers);
        content = new CallContent(null, traits.GetRawText(), null, traits);
        return null;
    }

    private static Refusal? ReadGroup(JsonElement call, out CallContent content)
    {
        content = default;
        if (CallIdentifiers.Read(call, "groupId", out var group) is { } badGroup) return badGroup;
        if (group is null) return new Refusal(RefusalReason.NoGroup, "A group call needs 'groupId'.", "groupId");
        if (ReadObject(call, "traits", RefusalReason.BadTraits, out var traits) is { } bad) return bad;

        var text = JsonObjects.Write(writer =>
        {
            writer.WriteString("group_id", group);
            if (JsonObjects.IsMissing(traits)) return;

            writer.WritePropertyName("group");
            traits.WriteTo(writer);
        });
        content = new CallContent(null, text, null, traits);
        return null;
    }

    private static Refusal? ReadAlias(JsonElement call, List<Identifier> identifiers, out CallContent content)
    {
        content = default;
        if (CallIdentifiers.Read(call, "previousId", out var previous) is { } bad) return bad;

        // The browser library leaves it out and means the anonymous id, which the message carries anyway.
        if (previous is null && identifiers.Count < 2) return new Refusal(RefusalReason.NoPreviousId, "An alias call needs 'previousId'.", "previousId");

        content = new CallContent(null, null, previous, default);
        return null;
    }

    private static Refusal? ReadObject(JsonElement call, string member, RefusalReason reason, out JsonElement value)
    {
        if (!call.TryGetProperty(member, out value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.Object) return null;

        // What PHP makes of an object without members.
        var isEmptyList = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;
        value = default;
        return isEmptyList ? null : new Refusal(reason, $"'{member}' must be an object.", member);
    }

    private static string Raw(JsonElement properties) => properties.ValueKind == JsonValueKind.Object ? properties.GetRawText() : "{}";

    private static bool HasValue(JsonElement properties, string name) =>
        properties.ValueKind == JsonValueKind.Object
        && properties.EnumerateObject().Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && !JsonObjects.IsMissing(p.Value));

    private static string With(JsonElement properties, List<(string Name, JsonElement Value)> added) => JsonObjects.Write(writer =>
    {
        if (properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                // One that is there without a value would stand before the call's own.
                if (!added.Exists(a => a.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase))) property.WriteTo(writer);
            }
        }

        foreach (var (name, value) in added)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    });
}
