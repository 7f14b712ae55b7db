namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>Addresses are long, so a fifth of the letters may be wrong, and what was cut off at the end of a field is still close.</summary>
internal sealed class EmailComparison : FieldComparison
{
    private const int TellingLength = 5;

    public override IReadOnlyList<Agreement> Levels { get; } =
        [Agreement.Same, Agreement.OneTypo, Agreement.Close, Agreement.PartSame, Agreement.Different];

    public override int Compare(string a, string b)
    {
        if (StringDistance.Within(1, a, b)) return 1;

        var (shorter, longer) = a.Length < b.Length ? (a, b) : (b, a);
        if (shorter.Length > TellingLength && longer.StartsWith(shorter, StringComparison.Ordinal)) return 2;
        if (Local(a) is { Length: >= TellingLength } local && local.SequenceEqual(Local(b)) && !StringDistance.Within(2, Host(a), Host(b))) return 3;

        return StringDistance.Within(Math.Max(2, longer.Length / 5), a, b) ? 2 : 4;
    }

    /// <summary>Whether there is nothing before the at sign but names, an initial and signs between them.</summary>
    public static bool IsMadeOf(string address, string given, string family)
    {
        var local = Local(address).ToString();
        foreach (var name in (ReadOnlySpan<string>)[family, given])
        {
            if (name.Length > 1) local = local.Replace(name, "", StringComparison.Ordinal);
        }

        return local.Length < Local(address).Length && local.Count(char.IsLetterOrDigit) <= 1 && !local.Any(char.IsDigit);
    }

    private static ReadOnlySpan<char> Local(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? address.AsSpan(0, at) : address;

    private static ReadOnlySpan<char> Host(string address) => address.AsSpan(Local(address).Length);
}
