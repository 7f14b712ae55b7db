using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>Cells and moments as they lie in memory.</summary>
internal static class SavedCells
{
    public static void Save(BinaryWriter writer, in Cells cells)
    {
        writer.Write((byte)cells.Form);
        if (cells.Form == CellForm.None) return;

        writer.Write(cells.Origin);
        writer.Write(cells.Scale);
        writer.WriteMapped(cells.Data);
    }

    public static Cells LoadCells(MappedReader reader)
    {
        var form = (CellForm)reader.ReadByte();
        if (form == CellForm.None) return default;

        var (origin, scale) = (reader.ReadInt64(), reader.ReadInt64());
        return new Cells(form, reader.ReadMapped(), origin, scale);
    }

    public static void Save(BinaryWriter writer, in Times times)
    {
        writer.WriteMapped(times.SecondsData);
        writer.WriteMapped(times.MillisData);
        writer.WriteMapped(times.WideData);
    }

    public static Times LoadTimes(MappedReader reader) => new(reader.ReadMapped(), reader.ReadMapped(), reader.ReadMapped());
}
