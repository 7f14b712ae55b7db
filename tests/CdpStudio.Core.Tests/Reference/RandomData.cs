using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>A small workspace full of trouble, drawn from a seed.</summary>
public sealed class RandomData
{
    private readonly Dice _dice;
    private readonly RandomTimes _times;
    private readonly RandomValues _values;
    private readonly RandomEvents _events;
    private readonly FactBook _book;
    private readonly List<List<Identifier>> _people = [];

    private RandomData(int seed)
    {
        _dice = new Dice(seed);
        _times = new RandomTimes(_dice);
        _values = new RandomValues(_dice, _times);
        _events = new RandomEvents(_dice, _values);
        _book = new FactBook { RecordedAt = _times.NowMilliseconds - 50_000_000 };
    }

    /// <summary>The attributes that people have, by names as rules may write them; dates have most to go wrong and come twice.</summary>
    public static IReadOnlyList<string> AttributeNames { get; } =
    [
        "country", "Country", "age", "balance", "vip", "birthday", "birthday", "signup_date", "signup_date", "last_visit", "interests", "plan", "address.city", "Address.ZIP",
        "pets", "pets.kind", "pets.age", "a.b.c", "level", "score", "ra\u0301cio", "home",
    ];

    public required ReferenceWorld World { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <param name="cancels">Some ranges of facts are cancelled, and perhaps a cancellation too.</param>
    /// <param name="parts">Identifiers are taken apart and people erased, here and there.</param>
    public static RandomData Draw(int seed, bool cancels = false, bool parts = false)
    {
        var draft = new RandomData(seed) { World = new ReferenceWorld { Facts = [] }, Now = default };
        return new RandomData(seed) { World = draft.Fill(cancels, parts), Now = draft._times.Now.ToDateTimeOffset() };
    }

    /// <summary>The same data with rules saved as segments.</summary>
    public RandomData With(IReadOnlyDictionary<string, Rule> segments) =>
        new(0) { World = World with { Segments = segments }, Now = Now };

    private ReferenceWorld Fill(bool cancels, bool parts)
    {
        var people = _dice.Number(20, 201);
        for (var i = 0; i < people; i++) _people.Add(Identifiers(i));

        var messages = people * _dice.Number(4, 16);
        for (var i = 0; i < messages; i++)
        {
            Arrive(_dice.Pick(_people));
            if (parts && _dice.Chance(2)) Part();
        }

        if (cancels) Cancel(parts);

        return new ReferenceWorld
        {
            Facts = _book.Facts,
            Zone = _times.Zone,
            Attributes = Declare(),
            Properties = RandomEvents.Declare(_dice),
            Objects = _events.Objects(),
            Tables = new RandomTables(_dice, _times, _book.Facts).Draw(),
        };
    }

    private List<AttributeDeclaration> Declare()
    {
        List<AttributeDeclaration> declared =
        [
            new("birthday", DataType.DateTime), new("signup_date", DataType.DateTime), new("Last_Visit", DataType.DateTime),
        ];
        if (_dice.Chance(60)) declared.Add(new("score", _dice.Pick(DataType.Number, DataType.Text, DataType.Boolean)));
        if (_dice.Chance(30)) declared.Add(new("interests", DataType.List));
        if (_dice.Chance(20)) declared.Add(new("AGE", DataType.Number));
        return declared;
    }

    private List<Identifier> Identifiers(int person)
    {
        var identifiers = new List<Identifier>();
        void Maybe(int percent, string space, string value)
        {
            if (_dice.Chance(percent)) identifiers.Add(new Identifier(space, FormattableString.Invariant($"{value}{person}")));
        }

        Maybe(80, IdentifierNamespace.UserId, "Ü");
        Maybe(10, IdentifierNamespace.UserId, "zwei");
        Maybe(60, IdentifierNamespace.AnonymousId, "anon");
        Maybe(30, IdentifierNamespace.AnonymousId, "phone");
        Maybe(30, IdentifierNamespace.DeviceId, "dev");
        Maybe(50, IdentifierNamespace.Email, "p@example.org");
        Maybe(30, IdentifierNamespace.Phone, "+4917000");
        Maybe(10, "loyalty_card", "L");
        if (identifiers.Count == 0) identifiers.Add(new Identifier(IdentifierNamespace.AnonymousId, FormattableString.Invariant($"only{person}")));
        return identifiers;
    }

    private void Part()
    {
        var (one, other) = (_dice.Pick(_book.Facts), _dice.Pick(_book.Facts));
        var (a, b) = one is Fact.Edge edge && _dice.Chance(70)
            ? (edge.A.Profile, edge.B.Profile)
            : (ReferenceFacts.About(one).LastOrDefault(new ProfileId(1)), ReferenceFacts.About(other).FirstOrDefault(new ProfileId(2)));
        switch (_dice.Number(0, 8))
        {
            case < 3:
                _book.Cut(a, b);
                break;
            case < 6:
                _book.Fence(a, b);
                break;
            default:
                _book.Erase(a);
                break;
        }
    }

    private void Cancel(bool parts)
    {
        for (var i = _dice.Number(1, 5); i > 0; i--)
        {
            var last = _book.Facts.Count;
            var first = _dice.Number(1, last + 1);
            _book.Cancel(first, Math.Min(last, first + _dice.Number(0, last / 2)));
            if (_dice.Chance(50)) Arrive(_dice.Pick(_people));
            if (parts && _dice.Chance(50)) Part();
        }
    }

    private void Arrive(List<Identifier> person)
    {
        var carried = _dice.Some(person, 3);
        // A device or mailbox that somebody else uses too.
        if (_dice.Chance(2)) carried = [carried[0], .. carried.Skip(1), _dice.Pick(_dice.Pick(_people))];
        carried = [.. carried.Distinct()];

        var timestamp = _times.Draw();
        switch (_dice.Number(0, 100))
        {
            case < 60:
                _book.Happened(carried, _dice.Pick(RandomEvents.Names), timestamp, _events.Properties());
                break;
            case < 95:
                for (var i = _dice.Number(1, 4); i > 0; i--) Say(carried, timestamp);
                break;
            case < 98:
                _book.Seen(carried, timestamp);
                break;
            default:
                _book.Join(carried[0], _dice.Pick(_dice.Pick(_people)), EdgeKind.Alias, timestamp);
                break;
        }
    }

    private void Say(IReadOnlyList<Identifier> carried, long timestamp)
    {
        var (name, value) = _dice.Number(0, 21) switch
        {
            0 => (_dice.Pick("country", "Country", "COUNTRY"), _values.Place()),
            1 => ("age", _values.Whole()),
            2 => ("balance", _values.Amount()),
            3 => ("vip", _values.Flag()),
            4 => ("birthday", _values.Birthday()),
            5 or 6 => (_dice.Pick("signup_date", "last_visit"), _values.Date()),
            7 => ("interests", _values.Colours()),
            8 or 9 => ("plan", _values.Plan()),
            10 => ("address.city", _values.Place()),
            11 => ("address.zip", _dice.Pick("\"53111\"", "\"01067\"", "53111")),
            12 => (_dice.Pick("address", "address.city", "country", "plan", "interests", "pets", "pets.kind", "a"), null),
            13 => ("pets", _values.Pets()),
            14 => ("level", _dice.Chance(50) ? _values.NumericText() : _values.Whole()),
            15 => ("score", _dice.Chance(50) ? _values.NumericText() : _values.Flag()),
            16 => (_dice.Pick("pets.kind", "Pets.Age"), _values.Colour()),
            // A mailbox that somebody else may have as an identifier.
            18 => ("email", FormattableString.Invariant($"\"P@example.org{_dice.Number(0, _people.Count)}\"")),
            20 => ("home", _values.Spot()),
            17 => (_dice.Pick("address.city.part", "a.b.c", "A.B"), _values.Place()),
            _ => (_dice.Pick("rácio", "ra\u0301cio"), _values.Amount()),
        };
        // The processor writes what is missing as null.
        var said = value is null ? null : _values.Spoilt(value);
        _book.Said(carried, name, ReferenceValue.Read(said).IsMissing ? null : said, timestamp);
    }
}
