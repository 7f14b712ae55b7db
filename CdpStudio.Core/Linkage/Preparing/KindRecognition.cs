using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Linkage.Preparing;

/// <summary>
/// The kind of a column from its header and, where that says nothing, from its values. A column whose values are all different cannot
/// show that two records agree: unless its header says what it is, it is taken for the records' own number and left out.
/// </summary>
internal static class KindRecognition
{
    private const double Most = 0.8;
    private const double Half = 0.5;
    private const int MaxLooked = 2_000;

    public static IReadOnlyList<LinkageField> Recognise(IReadOnlyList<string> headers, IReadOnlyList<LinkageRecord> records)
    {
        FieldKind[] kinds = [.. headers.Select((header, i) => Recognise(header, records.Select(r => r.Values[i])))];

        // "name" beside "surname" is the given one, beside "given name" the family's.
        var names = Enumerable.Range(0, kinds.Length).Where(i => kinds[i] == FieldKind.FamilyName).ToList();
        if (names.Count > 1 && !kinds.Contains(FieldKind.GivenName))
        {
            foreach (var i in names.Where(i => KindNames.Find(headers[i]) == FieldKind.FullName).Take(1)) kinds[i] = FieldKind.GivenName;
        }

        return [.. headers.Zip(kinds, (header, kind) => new LinkageField(header, kind))];
    }

    internal static FieldKind Recognise(string header, IEnumerable<string?> values)
    {
        var filled = values.Where(v => !StudioText.IsBlank(v)).Select(v => v!.Trim()).ToList();
        if (filled.Count == 0) return FieldKind.Ignored;
        if (KindNames.Find(header) is { } kind && Fitting(kind, filled) is { } fitting) return fitting;

        if (Share(filled, IsAddress) >= Most) return FieldKind.Email;
        if (filled.Distinct(StringComparer.OrdinalIgnoreCase).Count() == filled.Count) return FieldKind.Ignored;
        if (Share(filled, new DateForms(filled).IsDate) >= Most) return FieldKind.BirthDate;
        if (Share(filled, IsLongNumber) >= Most) return FieldKind.Identifier;
        if (Share(filled, IsTelephone) >= Most) return FieldKind.Phone;

        return FieldKind.Text;
    }

    /// <summary>What a header says, if the values can be that: "email status" is no address, and dates in a form nobody reads are a text.</summary>
    private static FieldKind? Fitting(FieldKind kind, List<string> filled) => kind switch
    {
        FieldKind.FullName => Share(filled, IsSeveralWords) < Half ? FieldKind.FamilyName : kind,
        FieldKind.Email => Share(filled, IsAddress) < Half ? null : kind,
        FieldKind.BirthDate => Share(filled, v => new DateForms([]).Read(v) is not null) < Half ? null : kind,
        FieldKind.Phone => Share(filled, v => v.Count(char.IsAsciiDigit) >= 5) < Half ? null : kind,
        FieldKind.Postcode or FieldKind.StreetNumber => Share(filled, v => v.Any(char.IsAsciiDigit)) < Half ? null : kind,
        _ => kind,
    };

    private static double Share(List<string> values, Func<string, bool> holds)
    {
        var step = Math.Max(1, values.Count / MaxLooked);
        var looked = values.Where((_, i) => i % step == 0).ToList();
        return (double)looked.Count(holds) / looked.Count;
    }

    private static bool IsAddress(string value) => value.IndexOf('@', StringComparison.Ordinal) > 0;

    private static bool IsTelephone(string value) => value.Count(char.IsAsciiDigit) >= 7 && value.All(c => char.IsAsciiDigit(c) || " +-/().".Contains(c, StringComparison.Ordinal));

    private static bool IsSeveralWords(string value) => value.Contains(' ', StringComparison.Ordinal);

    private static bool IsLongNumber(string value) => value.Length >= 6 && value.Count(char.IsAsciiDigit) * 2 > value.Length && !value.Contains(' ', StringComparison.Ordinal);
}
