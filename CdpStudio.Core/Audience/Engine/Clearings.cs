using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>What cleared one attribute, in order of arrival: those below it that come later begin with it.</summary>
internal sealed class Clearings
{
    private readonly PagedArray<Clearing> _said = new();
    private int _count;

    public IEnumerable<Clearing> All => Enumerable.Range(0, _count).Select(i => _said[i]);

    public void Add(in Clearing said) => _said.At(_count++) = said;

    public Action<BinaryWriter> Freeze()
    {
        var count = _count;
        return Frozen.All(writer => writer.Write(count), _said.Freeze());
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(Clearings saved) => _said.Adopt(saved._said);

    public static Clearings Load(BinaryReader reader)
    {
        var clearings = new Clearings { _count = reader.ReadInt32() };
        clearings._said.Load(reader);
        return clearings;
    }
}

internal readonly record struct Clearing(int Node, long ValidFrom, long Number, int Source);
