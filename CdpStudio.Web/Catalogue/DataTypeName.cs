using System.Diagnostics.CodeAnalysis;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Catalogue;

/// <summary>Data types as the API writes them.</summary>
internal static class DataTypeName
{
    public const string All = "text, number, boolean, datetime, list";

    public static string Of(DataType type) => type switch
    {
        DataType.Text => "text",
        DataType.Number => "number",
        DataType.Boolean => "boolean",
        DataType.DateTime => "datetime",
        DataType.List => "list",
        _ => throw new System.Diagnostics.UnreachableException(type.ToString()),
    };

    public static bool TryParse(string name, [NotNullWhen(true)] out DataType? type)
    {
        type = Enum.GetValues<DataType>().Cast<DataType?>().FirstOrDefault(t => Of(t!.Value) == name);
        return type is not null;
    }
}
