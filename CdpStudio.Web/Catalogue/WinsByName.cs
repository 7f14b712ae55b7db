using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Catalogue;

/// <summary>What a value wins by, as the API writes it.</summary>
internal static class WinsByName
{
    public static string All { get; } = string.Join(", ", Enum.GetValues<WinsBy>().Select(Of));

    public static string Of(WinsBy by) => JsonNamingPolicy.CamelCase.ConvertName(by.ToString());

    /// <param name="name">Null for what holds when nobody says anything.</param>
    public static bool TryParse(string? name, out WinsBy by)
    {
        by = Enum.GetValues<WinsBy>().FirstOrDefault(w => Of(w) == name);
        return name is null || Of(by) == name;
    }
}
