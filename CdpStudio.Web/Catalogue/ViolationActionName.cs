using CdpStudio.Core.Catalogue;

namespace CdpStudio.Web.Catalogue;

/// <summary>What a violation does, as the API writes it.</summary>
internal static class ViolationActionName
{
    public const string All = "mark, drop, quarantine";

    public static string Of(ViolationAction action) => action switch
    {
        ViolationAction.Mark => "mark",
        ViolationAction.Drop => "drop",
        ViolationAction.Quarantine => "quarantine",
        _ => throw new System.Diagnostics.UnreachableException(action.ToString()),
    };

    /// <param name="name">Null for what holds when nobody says anything.</param>
    public static bool TryParse(string? name, out ViolationAction action)
    {
        action = Enum.GetValues<ViolationAction>().FirstOrDefault(a => Of(a) == name);
        return name is null || Of(action) == name;
    }
}
