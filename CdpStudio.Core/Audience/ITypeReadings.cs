using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>What the values that arrived would read as if an attribute or a property had another type. From memory.</summary>
public interface ITypeReadings
{
    /// <param name="eventName">Whose property it is; null for an attribute.</param>
    /// <param name="name">Of the attribute, or the property's path.</param>
    /// <param name="type">Null for what holds where nothing is declared.</param>
    TypeReading Foresee(string? eventName, string name, DataType? type);
}

/// <param name="Values">That arrived. Each is one of the same, converted, lost and gained ones, or is unreadable before and after.</param>
/// <param name="Same">Read as they did.</param>
/// <param name="Converted">Read as something else, such as the text 5 as the number 5.</param>
/// <param name="Lost">Can be read now, and could not any more: they would count as missing.</param>
/// <param name="Gained">Can't be read now, and could be.</param>
/// <param name="Examples">Of the lost ones, as they were sent; the first few different ones.</param>
public sealed record TypeReading(long Values, long Same, long Converted, long Lost, long Gained, IReadOnlyList<string> Examples);
