namespace CdpStudio.Core.Audience.Engine;

/// <summary>How rows are cut into blocks, in which entries are sorted, merged and evaluated.</summary>
/// <param name="Bits">A block has two to this power of rows, at least 64.</param>
internal readonly record struct RowBlocks(int Bits)
{
    /// <summary>64 rows a word.</summary>
    public int Words => 1 << (Bits - 6);

    public int BlockOf(int row) => row >> Bits;

    /// <summary>The row counted from the beginning of its block.</summary>
    public int Within(int row) => row & ((1 << Bits) - 1);

    public int BlockOfWord(int word) => word >> (Bits - 6);

    public int WordWithin(int word) => word & (Words - 1);

    public int RowOf(int block, int within) => (block << Bits) + within;
}
