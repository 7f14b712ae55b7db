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
    private readonly List<ReferenceObject> _objects = [];
    private readonly Dictionary<string, Rule> _segments = [];
    private readonly List<string> _names = [];
    private readonly List<MembershipChange> _changes = [];
    private readonly List<ConsentChange> _consents = [];
    private readonly List<AddressConsent> _addressConsents = [];
    private readonly List<JourneyStanding> _journeys = [];
    private readonly List<Identifier> _unreachable = [];
    private bool _unknownMayBeReached = true;
    private string _zone = "UTC";
    private string _long = "2026-01-01T00:00:00Z";

    public DateTimeOffset Now { get; private set; } = InstantPattern.ExtendedIso.Parse("2026-06-15T12:00:00Z").Value.ToDateTimeOffset();

    public ReferenceWorld World => new()
    {
        Facts = _book.Facts, Zone = _zone, Attributes = _attributes, Properties = _properties, Segments = _segments, Tables = Tables, Objects = _objects,
    };

    private ReferenceTables Tables => new()
    {
        Changes = _changes, Consents = _consents, AddressConsents = _addressConsents, Journeys = _journeys, Unreachable = _unreachable, UnknownMayBeReached = _unknownMayBeReached,
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

    /// <summary>The property holds the key of an object.</summary>
    public Story Refers(string happening, string path, string objectType, DataType? type = null)
    {
        _properties.Add(new PropertyDeclaration(happening, path, type, objectType));
        return this;
    }

    /// <param name="json">A JSON object.</param>
    public Story Object(string type, string key, string json)
    {
        _objects.Add(new ReferenceObject(type, key, json));
        return this;
    }

    /// <param name="rule">JSON.</param>
    public Story Segment(string key, string rule)
    {
        _segments[key] = RuleText.Read(rule, World);
        return this;
    }

    /// <param name="value">JSON text; null, and all that is missing, clears.</param>
    public Story Has(string who, string attribute, string? value, string? from = null)
    {
        // The processor writes what is missing as null.
        _book.Said([Person(who)], attribute, ReferenceValue.Read(value).IsMissing ? null : value, Moment(from ?? _long));
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

    /// <param name="identifier"><c>namespace:value</c>.</param>
    public Story Cut(string who, string identifier)
    {
        _book.Cut(NumberOf(who), _book.NumberOf(Identifier(identifier)));
        return this;
    }

    /// <param name="identifier"><c>namespace:value</c>.</param>
    public Story Fence(string who, string identifier)
    {
        _book.Fence(NumberOf(who), _book.NumberOf(Identifier(identifier)));
        return this;
    }

    public Story Erase(string who)
    {
        _book.Erase(NumberOf(who));
        return this;
    }

    /// <summary>Recorded that somebody came into a segment, or got a tag, or was put on a list.</summary>
    public Story Came(string who, GroupKind kind, string key, string when) => Moved(who, kind, key, when, entered: true);

    public Story Went(string who, GroupKind kind, string key, string when) => Moved(who, kind, key, when, entered: false);

    public Story Consents(string who, string channel, ConsentState state, string when, string? topic = null)
    {
        _consents.Add(new ConsentChange(NumberOf(who), channel, topic, state, Moment(when)));
        return this;
    }

    /// <summary>Whoever has the address.</summary>
    public Story AddressConsents(string address, ConsentState state, string when)
    {
        _addressConsents.Add(new AddressConsent(address, "email", null, state, Moment(when)));
        return this;
    }

    public Story Walks(string who, string journey, JourneyState state)
    {
        _journeys.Add(new JourneyStanding(journey, NumberOf(who), state));
        return this;
    }

    /// <summary>An identifier, <c>namespace:value</c>, that is not valid or suppressed.</summary>
    public Story Unreachable(string identifier)
    {
        _unreachable.Add(Identifier(identifier));
        return this;
    }

    public Story OnlySubscribedMayBeReached()
    {
        _unknownMayBeReached = false;
        return this;
    }

    /// <summary>What the person is called whom a number belongs to: by the user id that the story named first.</summary>
    public string NameOf(ProfileId number)
    {
        var group = new ReferenceIdentity(ReferenceFacts.Counting(_book.Facts, null)).Group(number);
        return _names.Find(n => group.Contains(NumberOf(n))) ?? FormattableString.Invariant($"#{number}");
    }

    private Story Moved(string who, GroupKind kind, string key, string when, bool entered)
    {
        _changes.Add(new MembershipChange(kind, key, NumberOf(who), Moment(when), entered));
        return this;
    }

    private static long Moment(string text) => InstantPattern.ExtendedIso.Parse(text).Value.ToUnixTimeMilliseconds();

    private static Identifier Identifier(string text)
    {
        var parts = text.Split(':', 2);
        return new Identifier(parts[0], parts[1]);
    }

    private ProfileId NumberOf(string who) => _book.NumberOf(Person(who));

    private Identifier Person(string name)
    {
        if (!_names.Contains(name)) _names.Add(name);
        return new Identifier(IdentifierNamespace.UserId, name);
    }
}
