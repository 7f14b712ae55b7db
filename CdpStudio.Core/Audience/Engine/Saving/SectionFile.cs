using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using CdpStudio.Core.Kernel;
using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>A file that <see cref="SectionWriter"/> wrote. A section is checked as a whole before anything of it is used; large arrays of it then stay in the file. Safe for several threads.</summary>
internal sealed class SectionFile : IDisposable
{
    // An array of one's own takes less than what stands for a part of the file, and is quicker to look into.
    private const int SmallestMapped = 4096;
    private const int BufferSize = 1 << 16;
    private const string Table = "table";

    private readonly SafeFileHandle _file;
    private readonly MappedFile? _mapped;
    private readonly int _smallestMapped;
    private readonly Dictionary<string, Section> _sections = [];

    /// <exception cref="UnknownVersionException">Another version of the product wrote it, or it is something else.</exception>
    /// <exception cref="DoubtfulSectionException">Its end is not there or not as it was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <param name="smallestMapped">In bytes; shorter arrays are copied.</param>
    public SectionFile(string path, int smallestMapped = SmallestMapped)
    {
        _smallestMapped = smallestMapped;
        _file = File.OpenHandle(path);
        try
        {
            if (Read(new Section("mark", 0, sizeof(ulong), 0), checks: false, reader => reader.ReadUInt64()) != SectionWriter.Mark) throw new UnknownVersionException();
            ReadTable();
            _mapped = new MappedFile(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Null when nothing of it is referred to so far.</summary>
    public MappedFile? Mapped => _mapped is { IsUsed: true } ? _mapped : null;

    public IEnumerable<Section> Sections => _sections.Values;

    /// <exception cref="DoubtfulSectionException">It is missing or not as it was written.</exception>
    public T Read<T>(string name, Func<MappedReader, T> read) =>
        Read(_sections.TryGetValue(name, out var section) ? section : throw new DoubtfulSectionException(name, null), checks: true, read);

    /// <summary>Reads sections side by side.</summary>
    /// <returns>Those that are missing or not as they were written.</returns>
    public IReadOnlyCollection<DoubtfulSectionException> ReadAll(IReadOnlyDictionary<string, Action<MappedReader>> parts)
    {
        // The largest first, or the last one would be read alone.
        var names = parts.Keys.OrderByDescending(n => _sections.TryGetValue(n, out var section) ? section.Length : 0);
        var doubtful = new ConcurrentBag<DoubtfulSectionException>();
        try
        {
            Parallel.ForEach(
                Partitioner.Create(names, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                Load);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return doubtful;

        void Load(string name)
        {
            try
            {
                Read(name, reader =>
                {
                    parts[name](reader);
                    return true;
                });
            }
            catch (DoubtfulSectionException e)
            {
                doubtful.Add(e);
            }
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        if (_mapped is { IsUsed: false }) _mapped.Dispose();
    }

    private void ReadTable()
    {
        var end = RandomAccess.GetLength(_file) - Section.EndLength;
        if (end < sizeof(ulong)) throw new DoubtfulSectionException(Table, null);

        var (start, checksum, mark) = Read(
            new Section(Table, end, Section.EndLength, 0), checks: false, reader => (reader.ReadInt64(), reader.ReadUInt32(), reader.ReadUInt64()));
        if (mark != SectionWriter.Mark || start < sizeof(ulong) || start > end) throw new DoubtfulSectionException(Table, null);

        foreach (var section in Read(new Section(Table, start, end - start, checksum), checks: true, ReadSections)) _sections.Add(section.Name, section);
    }

    private static List<Section> ReadSections(MappedReader reader)
    {
        var sections = new List<Section>();
        for (var count = reader.ReadInt32(); count > 0; count--)
            sections.Add(new Section(reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt32()));
        return sections;
    }

    // By reading, not by looking at the mapped file: what is never asked about stays out of memory.
    private uint Checksum(Section section)
    {
        var crc = new Crc32C();
        using var content = new SectionStream(_file, section.Start, section.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        while (content.Read(buffer) is > 0 and var read) crc.Add(buffer.AsSpan(0, read));
        ArrayPool<byte>.Shared.Return(buffer);
        return crc.Value;
    }

    private T Read<T>(Section section, bool checks, Func<MappedReader, T> read)
    {
        try
        {
            if (checks && Checksum(section) != section.Checksum) throw new DoubtfulSectionException(section.Name, null);

            using var content = new BufferedStream(new SectionStream(_file, section.Start, section.Length), BufferSize);
            using var reader = new MappedReader(content, _mapped, section.Start, _smallestMapped);
            return read(reader);
        }
        catch (Exception e) when (e is EndOfStreamException or (not IOException and not DoubtfulSectionException))
        {
            // Whatever it is that can't be read back: facts say it again, and a start must not fail by a cache.
            throw new DoubtfulSectionException(section.Name, e);
        }
    }
}

/// <summary>Part of a file is missing or not as it was written.</summary>
internal sealed class DoubtfulSectionException(string section, Exception? cause) : Exception($"The section {section} is not as it was written.", cause)
{
    public string Section { get; } = section;
}

internal sealed class UnknownVersionException() : Exception("Another version wrote it.");
