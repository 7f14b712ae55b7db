using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading.Json;

/// <summary>
/// The columns of a JSON file: the members that the objects at its beginning have, those of objects inside of them by dotted paths.
/// Members that come later are read only where a mapping names them.
/// </summary>
internal sealed class JsonColumns
{
    private const int LookedAt = 5_000;
    private const int LookedAtChars = 8 * 1024 * 1024;

    private readonly List<string> _paths = [];
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private bool _learns = true;

    private JsonColumns() => _lookup = _positions.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <exception cref="UnreadableFileException">No object is found, or there are too many columns.</exception>
    public static async Task<JsonColumns> FindAsync(JsonItems items, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var columns = new JsonColumns();
        using var reader = new JsonReader(items, columns);
        var (rows, chars, objects) = (0, 0L, 0);
        while (rows < LookedAt && chars < LookedAtChars && await ReadAsync(reader, cancellationToken))
        {
            rows++;
            chars += items.Text.Length;
            if (reader.Fault == RowFault.None) objects++;
        }

        if (objects == 0) throw new UnreadableFileException(rows == 0 ? FileProblem.NoRows : FileProblem.NoObjects);

        columns._learns = false;
        columns.Names = HeaderNames.Of(columns._paths);
        foreach (var name in wanted.Where(w => HeaderNames.Position(columns.Names, w) < 0)) columns.Add(name);
        columns.Names = HeaderNames.Of(columns._paths);
        return columns;
    }

    /// <summary>Negative for one that is not read.</summary>
    public int Position(ReadOnlySpan<char> path)
    {
        if (_lookup.TryGetValue(path, out var position)) return position;
        return _learns ? Add(path.ToString()) : -1;
    }

    // What is wrong behind the first objects is told when the rows are read.
    private static async Task<bool> ReadAsync(JsonReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (UnreadableFileException e) when (reader.Line > 0 && e.Problem is not FileProblem.TooManyColumns)
        {
            return false;
        }
    }

    private int Add(string path)
    {
        if (_paths.Count == HeaderNames.MaxColumns) throw new UnreadableFileException(FileProblem.TooManyColumns, FormattableString.Invariant($"{HeaderNames.MaxColumns}"));
        if (!_positions.TryAdd(path, _paths.Count)) return _positions[path];

        _paths.Add(path);
        return _paths.Count - 1;
    }
}
