using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>
/// People as whoever looks may see them. Pages and answers ask this one; what decides about people asks the directory itself. People are found by all
/// that is known of them, and what is shown of whom was found is masked.
/// </summary>
public sealed class SeenPeople(IProfileDirectory directory, Masker masker, Sight sight) : IProfileDirectory
{
    /// <summary>For programs that nobody looks through.</summary>
    public static SeenPeople AsTheyAre(IProfileDirectory directory)
    {
        var sight = new Sight();
        sight.Become(isClear: true);
        return new SeenPeople(directory, new Masker(() => CatalogueContent.Empty, directory), sight);
    }

    public long Position => directory.Position;

    public long Count => directory.Count;

    public ProfileId? Find(Identifier identifier) => directory.Find(identifier);

    public ProfileId? NumberOf(Identifier identifier) => directory.NumberOf(identifier);

    public IReadOnlyList<ProfileHit> Search(string text, int limit) =>
        [.. directory.Search(text, limit).Select(hit => MaskOf(hit.Profile) is { } mask ? Masked(hit, mask) : hit)];

    /// <summary>As <see cref="Search"/>, with who each of them is; null of whom erasure took meanwhile.</summary>
    public IReadOnlyList<(ProfileHit Hit, ProfileRecord? Person)> SearchPeople(string text, int limit) =>
    [
        .. directory.Search(text, limit).Select(hit =>
        {
            var (person, mask) = Look(hit.Profile);
            return (mask is null ? hit : Masked(hit, mask), person);
        }),
    ];

    /// <summary>As <see cref="Search"/>, for what shows nothing of those found.</summary>
    public IReadOnlyList<ProfileId> SearchNumbers(string text, int limit) => [.. directory.Search(text, limit).Select(hit => hit.Profile)];

    public ProfileRecord? Read(ProfileId profile) => Look(profile).Person;

    /// <summary>A person, and the mask through which they are seen for what else is shown of them: making one reads all that was ever said of them.</summary>
    /// <returns>No mask for who is seen as they are.</returns>
    public (ProfileRecord? Person, PersonMask? Mask) Look(ProfileId profile)
    {
        var record = directory.Read(profile);
        if (sight.Sees(profile)) return (record, null);

        var mask = record is null ? masker.Nobody() : masker.Of(record);
        return (record is null ? null : mask.Of(record), mask);
    }

    public IReadOnlyList<ProfileId> Numbers(ProfileId profile) => directory.Numbers(profile);

    public IReadOnlyList<ProfileEvent> Events(ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int limit) =>
        directory.Events(profile, names, after, limit);

    public OrderSummary Orders(ProfileId profile)
    {
        var orders = directory.Orders(profile);
        return MaskOf(profile) is { } mask ? orders with { Last = Masked(orders.Last, mask), Open = Masked(orders.Open, mask) } : orders;
    }

    public IReadOnlyList<AttributeAssertion> History(ProfileId profile, string? attribute, AssertionPlace? after, int limit)
    {
        var said = directory.History(profile, attribute, after, limit);
        return MaskOf(profile) is { } mask ? [.. said.Select(mask.Of)] : said;
    }

    /// <summary>Identifiers of one person as it was, or will be.</summary>
    public IReadOnlyList<Identifier> Shown(ProfileId profile, IReadOnlyList<Identifier> identifiers) =>
        MaskOf(profile) is { } mask ? [.. identifiers.Select(mask.Of)] : identifiers;

    /// <summary>The identifier that was born with a number, of whoever has it now; null when nobody has.</summary>
    public Identifier? BornWith(ProfileId number)
    {
        if (directory.Read(number) is not { } record || record.Identifiers.FirstOrDefault(i => directory.NumberOf(i) == number) is not { } identifier) return null;

        return sight.Sees(number) ? identifier : masker.Of(record).Of(identifier);
    }

    /// <summary>Identifiers of whoever has them now.</summary>
    public IReadOnlyList<Identifier> Shown(IReadOnlyList<Identifier> identifiers)
    {
        if (sight.IsClear) return identifiers;

        var nobody = masker.Nobody();
        return [.. identifiers.Select(i => directory.Find(i) is { } profile ? MaskOf(profile)?.Of(i) ?? i : nobody.Of(i))];
    }

    /// <summary>Why a person meets a rule or not.</summary>
    public NodeExplanation Shown(NodeExplanation why, Rule rule, ProfileId profile) =>
        MaskOf(profile) is { } mask ? Masked(why, rule.Nodes().ToLookup(n => n.Pointer, n => n.Rule), mask) : why;

    /// <summary>Null for who is seen as they are.</summary>
    public PersonMask? MaskOf(ProfileId profile) => sight.Sees(profile) ? null : masker.Of(profile);

    // Below a rule that names a segment stand that segment's nodes, at the segment's own place: what they speak of is not looked up there.
    private NodeExplanation Masked(NodeExplanation why, ILookup<string, Rule> rules, PersonMask mask)
    {
        var isPersonal = rules[why.Node].Any(r => r is Rule.Segment || r.Attributes().Any(masker.IsPersonal));
        return why with
        {
            Value = Shown(why.Value),
            Shortfall = why.Shortfall is { } gap ? gap with { Seen = Shown(gap.Seen), By = isPersonal ? null : gap.By } : null,
            Children = [.. why.Children.Select(c => Masked(c, rules, mask))],
        };

        string? Shown(string? json) => json is null ? null : isPersonal ? Mask.OfJson(json) : mask.Json(json);
    }

    private static PlacedOrder? Masked(PlacedOrder? order, PersonMask mask) =>
        order is { Number: { } number } ? order with { Number = mask.Text(number) } : order;

    private static ProfileHit Masked(ProfileHit hit, PersonMask mask) => new(hit.Profile, mask.Of(hit.Identifier), hit.By switch
    {
        FoundBy.Name name => name with { Value = Mask.Of(name.Value) },
        FoundBy.Order order => order with { Number = mask.Text(order.Number) },
        var by => by,
    });
}
