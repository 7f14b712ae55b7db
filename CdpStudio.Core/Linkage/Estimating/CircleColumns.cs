namespace CdpStudio.Core.Linkage.Estimating;

/// <summary>Which places of a pattern a circle has in common.</summary>
internal sealed record CircleColumns(Circle Circle, bool[] Has)
{
    /// <summary>
    /// Those that make a difference for a table: with two columns at least, more than the circle within, and something left that tells
    /// its strangers from matches.
    /// </summary>
    public static IReadOnlyList<CircleColumns> Of(IReadOnlyList<FieldKind> kinds)
    {
        var columns = kinds.Count(kind => kind != FieldKind.Ignored);
        // Where no column is known for a name, any text may be one or a place, which families share.
        var areNamesKnown = kinds.Any(kind => kind is FieldKind.GivenName or FieldKind.FamilyName);
        var circles = new List<CircleColumns>();
        var within = 1;
        for (var circle = Circle.Town; circle <= Circle.Mailbox; circle++)
        {
            bool[] has = [.. kinds.Select(kind => InnermostOf(kind, areNamesKnown) is { } innermost && innermost <= circle)];
            var count = has.Count(h => h);
            if (count <= within || count == columns) continue;

            circles.Add(new CircleColumns(circle, has));
            within = count;
        }

        bool[] texts = [.. kinds.Select(kind => kind == FieldKind.Text)];
        if (areNamesKnown && texts.Count(t => t) > 1) circles.Add(new CircleColumns(Circle.Alike, texts));
        return circles;
    }

    private static Circle? InnermostOf(FieldKind kind, bool areNamesKnown) => kind switch
    {
        FieldKind.Text when !areNamesKnown => Circle.Town,
        FieldKind.Locality or FieldKind.Postcode or FieldKind.Region => Circle.Town,
        FieldKind.Street => Circle.Street,
        FieldKind.StreetNumber or FieldKind.Phone => Circle.House,
        FieldKind.FamilyName => Circle.Family,
        FieldKind.Email => Circle.Mailbox,
        _ => null,
    };
}
