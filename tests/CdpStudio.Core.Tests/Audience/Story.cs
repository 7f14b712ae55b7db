using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using NodaTime.Text;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>What happened, told in the order in which it arrived. Everybody has a user id by their name.</summary>
public sealed class Story
{
    private readonly FactBook _book = new() { RecordedAt = Moment("2026-06-15T12:00:00Z") - 50_000_000 };
    private readonly List<AttributeDeclaration> _attributes = [];
    private readonly List<PropertyDeclaration> _properties = [];
    private readonly Dictionary<string, Rule> _segments = [];
    private string _zone = "UTC";
    private string _long = "2026-01-01T00:00:00Z";

    public DateTimeOffset Now { get; private set; } = InstantPattern.ExtendedIso.Parse("2026-06-15T12:00:00Z").Value.ToDateTimeOffset();

    public ReferenceWorld World => new()
    {
        Facts = _book.Facts, Zone = _zone, Attributes = _attributes, Properties = _properties, Segments = _segments,
    };

    /// <summary>Number of the newest fact.</summary>
    public long Position => _book.Facts.Count;

    public Story At(string now, string zone = "UTC")
    {
        Now = InstantPattern.ExtendedIso.Parse(now).Value.ToDateTimeOffset();
        _zone = zone;
        return this;
    }

    /// <summary>From when what people have is valid, unless it says its own time. At the start of 2026.</summary>
    public Story Since(string moment)
    {
        _long = moment;
        return this;
    }

    public Story Declare(string attribute, DataType type)
    {
        _attributes.Add(new AttributeDeclaration(attribute, type));
        return this;
    }

    public Story Declare(string happening, string path, DataType type)
    {
        _properties.Add(new PropertyDeclaration(happening, path, type));
        return this;
    }

    public Story Segment(string key, Rule rule)
    {
        _segments[key] = rule;
        return this;
    }

    /// <param name="value">JSON text; null clears.</param>
    public Story Has(string who, string attribute, string? value, string? from = null)
    {
        _book.Said([Person(who)], attribute, value, Moment(from ?? _long));
        return this;
    }

    /// <summary>Just is there.</summary>
    public Story Exists(params string[] who)
    {
        foreach (var name in who) _book.Seen([Person(name)], Moment(_long));
        return this;
    }

    public Story Did(string who, string happening, string when, string properties = "{}")
    {
        _book.Happened([Person(who)], happening, Moment(when), properties);
        return this;
    }

    /// <summary>An event of a device, mailbox or number, <c>namespace:value</c>.</summary>
    public Story DidAs(string identifier, string happening, string when, string properties = "{}")
    {
        _book.Happened([Identifier(identifier)], happening, Moment(when), properties);
        return this;
    }

    public Story SeenWith(string who, string identifier, string? when = null)
    {
        _book.Seen([Person(who), Identifier(identifier)], Moment(when ?? _long));
        return this;
    }

    public Story Alias(string who, string other)
    {
        _book.Join(Person(who), Person(other), Core.Facts.EdgeKind.Alias, Moment(_long));
        return this;
    }

    /// <summary>The name of the person whom a number belongs to, by their first user id.</summary>
    public string NameOf(ProfileId number) => _names.FirstOrDefault(n => _book.NumberOf(Person(n)) == number) ?? $"#{number}";

    private readonly List<string> _names = [];

    private static long Moment(string text) => InstantPattern.ExtendedIso.Parse(text).Value.ToUnixTimeMilliseconds();

    private static Identifier Identifier(string text)
    {
        var parts = text.Split(':', 2);
        return new Identifier(parts[0], parts[1]);
    }

    private Identifier Person(string name)
    {
        if (!_names.Contains(name)) _names.Add(name);
        return new Identifier(IdentifierNamespace.UserId, name);
    }
}
