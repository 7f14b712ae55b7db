using System.Diagnostics;
using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Writes a value that was read already into a column.</summary>
internal static class ValueIntake
{
    public static void Set(Column column, int index, StudioValue value)
    {
        switch (value)
        {
            case StudioValue.Text text:
                column.Set(index, ValueKind.Text, Encoding.UTF8.GetBytes(text.Value));
                break;
            case StudioValue.Number number:
                NumberIntake.Set(column, index, number.Value);
                break;
            case StudioValue.Boolean boolean:
                column.Set(index, ValueKind.Boolean, boolean.Value ? "true"u8 : "false"u8);
                break;
            case StudioValue.List list:
                column.Set(index, ValueKind.List, JsonPaths.Write(list));
                break;
            case StudioValue.Structure structure:
                column.Set(index, ValueKind.Structure, Encoding.ASCII.GetBytes(structure.Json));
                break;
            default:
                throw new UnreachableException(value.GetType().Name);
        }
    }
}
