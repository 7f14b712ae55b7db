using System.Globalization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Facts;

/// <summary>Numbers of people as stored: with blanks between them.</summary>
internal static class ProfilesText
{
    public static string Write(IEnumerable<ProfileId> profiles) => string.Join(' ', profiles.Select(p => p.Value.ToString(CultureInfo.InvariantCulture)));

    public static IReadOnlyList<ProfileId> Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => new ProfileId(long.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture)))];
}
