using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>
/// Writes sections behind one another, then a table of their names, places and checksums, then where that table lies. Whoever reads it
/// back can tell of each section whether it is as it was written. Sections begin where their arrays can be used as they lie.
/// </summary>
internal sealed class SectionWriter
{
    /// <summary>
    /// Says what the file is and, in its last byte, the version of its content. Raised with every change of what is written, and of what
    /// an index takes from a fact: what an older version took is not what a newer one would.
    /// </summary>
    public const ulong Mark = 0x09_50_41_4E_53_50_44_43;

    private readonly Stream _file;
    private readonly CancellationToken _cancellationToken;
    private readonly List<Section> _sections = [];
    private long _position;

    /// <param name="cancellationToken">Looked at before each section.</param>
    public SectionWriter(Stream file, CancellationToken cancellationToken)
    {
        (_file, _cancellationToken) = (file, cancellationToken);
        Append(writer => writer.Write(Mark));
    }

    public void Write(string name, Action<BinaryWriter> content)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var start = MappedBytes.AlignedFrom(_position);
        if (start > _position) Append(writer => writer.Write(new byte[start - _position]));
        var checksum = Append(content);
        _sections.Add(new Section(name, start, _position - start, checksum));
    }

    public void Finish()
    {
        var start = _position;
        var checksum = Append(writer =>
        {
            writer.Write(_sections.Count);
            foreach (var section in _sections)
            {
                writer.Write(section.Name);
                writer.Write(section.Start);
                writer.Write(section.Length);
                writer.Write(section.Checksum);
            }
        });
        Append(writer =>
        {
            writer.Write(start);
            writer.Write(checksum);
            writer.Write(Mark);
        });
    }

    private uint Append(Action<BinaryWriter> content)
    {
        using var part = new WrittenSection(_file);
        using (var writer = new BinaryWriter(part, Encoding.UTF8, leaveOpen: true)) content(writer);
        var checksum = part.Finish();
        _position += part.Length;
        return checksum;
    }
}

internal readonly record struct Section(string Name, long Start, long Length, uint Checksum)
{
    /// <summary>What stands behind the table: its start, its checksum and the mark.</summary>
    public const int EndLength = sizeof(long) + sizeof(uint) + sizeof(ulong);
}
