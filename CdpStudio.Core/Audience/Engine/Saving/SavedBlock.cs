using System.Numerics;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>One block of a series: its base, which is most of it, and its new entries in order of arrival.</summary>
internal static class SavedBlock
{
    /// <param name="columns">Of the series.</param>
    public static void Save(BinaryWriter writer, BlockView block, int columns)
    {
        var sorted = block.Base;
        writer.WriteArray<ulong>(sorted.Present);
        writer.WriteArray<int>(sorted.Count == sorted.Rows ? [] : sorted.Offsets);
        SavedCells.Save(writer, sorted.Ts);
        SavedCells.Save(writer, sorted.Number);
        SavedCells.Save(writer, sorted.Node);
        SavedCells.Save(writer, sorted.Source);
        writer.Write(sorted.LastTs);
        writer.Write(columns);
        for (var column = 0; column < columns; column++) SavedCells.Save(writer, block.BaseCells(column));

        SaveDelta(writer, block, columns);
    }

    public static SeriesBlock Load(MappedReader reader)
    {
        var present = reader.ReadArray<ulong>();
        var offsets = reader.ReadArray<int>();
        var rows = RowBits.Count(present);
        var rank = new int[present.Length];
        for (var i = 1; i < rank.Length; i++) rank[i] = rank[i - 1] + BitOperations.PopCount(present[i - 1]);

        var sorted = new SeriesBase(
            present,
            rank,
            RowOffsets.Of(offsets, rows),
            rows,
            SavedCells.LoadTimes(reader),
            SavedCells.LoadCells(reader),
            SavedCells.LoadCells(reader),
            SavedCells.LoadCells(reader),
            reader.ReadInt64());
        var cells = new Cells[reader.ReadInt32()];
        for (var column = 0; column < cells.Length; column++) cells[column] = SavedCells.LoadCells(reader);

        var block = new SeriesBlock(sorted, cells);
        LoadDelta(reader, block);
        return block;
    }

    /// <summary>Where the large parts of its base lie, for <see cref="SeriesBlock.Adopt"/> alone.</summary>
    public static SeriesBlock LoadPlaces(MappedReader reader)
    {
        reader.SkipArray<ulong>();
        reader.SkipArray<int>();
        var sorted = SeriesBase.Empty with
        {
            Ts = SavedCells.LoadTimes(reader),
            Number = SavedCells.LoadCells(reader),
            Node = SavedCells.LoadCells(reader),
            Source = SavedCells.LoadCells(reader),
            LastTs = reader.ReadInt64(),
        };
        var cells = new Cells[reader.ReadInt32()];
        for (var column = 0; column < cells.Length; column++) cells[column] = SavedCells.LoadCells(reader);
        return new SeriesBlock(sorted, cells);
    }

    private static void SaveDelta(BinaryWriter writer, BlockView block, int columns)
    {
        var delta = block.Delta;
        writer.Write(delta.Count);
        for (var i = 0; i < delta.Count; i++)
        {
            writer.Write(delta.HomeOf(i));
            writer.Write(delta.NodeOf(i));
            writer.Write(delta.TsOf(i));
            writer.Write(delta.NumberOf(i));
            writer.Write(delta.SourceOf(i));
        }

        for (var column = 0; column < columns && delta.Count > 0; column++)
        {
            var cells = new long[delta.Count];
            block.DeltaCells(column).CopyTo(0, cells);
            SavedCells.Save(writer, Cells.Of(cells));
        }
    }

    private static void LoadDelta(MappedReader reader, SeriesBlock block)
    {
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            var home = reader.ReadInt32();
            block.Append(new NewEntry(reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32()), home);
        }

        for (var column = 0; column < block.Columns && count > 0; column++)
        {
            var cells = SavedCells.LoadCells(reader);
            for (var i = 0; i < count; i++)
            {
                if (cells[i] is not Cell.Missing and var cell) block.Set(column, i, cell);
            }
        }
    }
}
