using CdpStudio.Core.Linkage.Preparing;

namespace CdpStudio.Core.Linkage.Blocking;

/// <summary>A part of a record that true duplicates are likely to share, and the group of columns that it comes from.</summary>
/// <param name="Source">Keys of one source are not combined: the year of a birth date adds nothing to the whole date.</param>
internal readonly record struct BlockingKey(ulong Hash, int Source);

/// <summary>
/// The keys of a record. Each kind gives its whole value, which misses typing errors, and parts that survive most of them: a sound, a
/// half of a number, a beginning. Names give keys without their column, so names that changed places meet.
/// </summary>
internal static class BlockingKeys
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    public static void Collect(PreparedTable table, int record, List<BlockingKey> keys)
    {
        keys.Clear();
        for (var c = 0; c < table.Columns.Count; c++)
        {
            if (table.Columns[c].Text(record) is not { } form) continue;

            var kind = table.Columns[c].Field.Kind;
            var space = kind switch
            {
                FieldKind.GivenName or FieldKind.FamilyName => 1000,
                _ => c * 8,
            };
            foreach (var (variant, part) in Parts(kind, form)) keys.Add(new BlockingKey(Hash(space + variant, part), c));
        }
    }

    /// <summary>Of several keys together, in whatever order.</summary>
    public static ulong Combine(ulong a, ulong b) => (Math.Min(a, b) * FnvPrime) ^ System.Numerics.BitOperations.RotateLeft(Math.Max(a, b), 23);

    private static IEnumerable<(int Variant, string Part)> Parts(FieldKind kind, string form)
    {
        yield return (0, form);
        switch (kind)
        {
            case FieldKind.GivenName or FieldKind.FamilyName:
                yield return (1, Phonetic.Code(form));
                if (form.Length > 3) yield return (2, form[..3]);
                break;
            case FieldKind.BirthDate:
                yield return (1, form[..6]);
                yield return (2, string.CompareOrdinal(form, 4, form, 6, 2) <= 0 ? form[4..] : form[6..] + form[4..6]);
                yield return (3, form[..4] + form[6..]);
                break;
            case FieldKind.Email when form.IndexOf('@', StringComparison.Ordinal) is var at and > 0:
                yield return (1, form[..at]);
                yield return (2, form[(at + 1)..]);
                yield return (3, form[..Math.Min(at, 4)]);
                break;
            case FieldKind.Phone or FieldKind.Identifier when form.Length >= 6:
                yield return (1, form[..(form.Length / 2)]);
                yield return (2, form[(form.Length / 2)..]);
                break;
            case FieldKind.Street or FieldKind.Locality:
                yield return (1, Phonetic.Code(form));
                break;
        }
    }

    private static ulong Hash(int space, string text)
    {
        var hash = (FnvOffset ^ (ulong)space) * FnvPrime;
        foreach (var c in text) hash = (hash ^ c) * FnvPrime;
        // FNV leaves the upper bits of short texts alike.
        hash ^= hash >> 32;
        hash *= 0xd6e8feb86659fd93;
        return hash ^ (hash >> 32);
    }
}
