namespace CdpStudio.Core.Linkage.Preparing;

/// <summary>
/// One field of all records: equal normal forms have equal codes, so most comparisons are of two numbers. Given and family names share
/// their codes, because they change places.
/// </summary>
internal sealed class Column
{
    public const int Missing = -1;

    private readonly int[] _codes;
    private readonly int[] _counts;
    private readonly int _filled;

    public Column(LinkageField field, string?[] forms, Vocabulary words)
    {
        Field = field;
        Words = words;
        _codes = [.. forms.Select(f => f is null ? Missing : words.Add(f))];
        _counts = new int[words.Count];
        foreach (var code in _codes)
        {
            if (code == Missing) continue;

            _counts[code]++;
            _filled++;
        }

        CommonShare = _filled == 0 ? 1 : _counts.Sum(c => (double)c * c) / ((double)_filled * _filled);
    }

    public LinkageField Field { get; }

    public Vocabulary Words { get; }

    /// <summary>How often two filled values, drawn by chance, are the same.</summary>
    public double CommonShare { get; }

    public int this[int record] => _codes[record];

    public string? Text(int record) => _codes[record] == Missing ? null : Words[_codes[record]];

    /// <summary>The share of the filled values that are this one.</summary>
    public double Share(int code) => code < _counts.Length ? (double)_counts[code] / Math.Max(1, _filled) : 0;
}

internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    public int Count => _words.Count;

    public string this[int code] => _words[code];

    public int Add(string word)
    {
        if (_codes.TryGetValue(word, out var code)) return code;

        _codes.Add(word, _words.Count);
        _words.Add(word);
        return _words.Count - 1;
    }
}
