using System.Globalization;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// Numbers one identifier at its birth and, as the lowest of a component, the profile that the component shows.
/// From 1, given once, never reused, also not after erasure.
/// </summary>
public readonly record struct ProfileId(long Value) : IComparable<ProfileId>
{
    public int CompareTo(ProfileId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(ProfileId left, ProfileId right) => left.Value < right.Value;

    public static bool operator >(ProfileId left, ProfileId right) => left.Value > right.Value;

    public static bool operator <=(ProfileId left, ProfileId right) => left.Value <= right.Value;

    public static bool operator >=(ProfileId left, ProfileId right) => left.Value >= right.Value;
}
