using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Profiles;
using CdpStudio.Web.Components;
using CdpStudio.Web.Shell;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>'Go to' finds people by any identifier.</summary>
internal sealed class ProfileFinder(IProfileDirectory directory, IStringLocalizer<ShellTexts> texts) : IFinder
{
    private const int Most = 5;

    string IFinder.Permission => Permission.ReadProfiles;

    public Task<IReadOnlyList<FoundItem>> FindAsync(string text, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FoundItem>>(
        [
            .. directory.Search(text, Most)
                .Select(hit => directory.Read(hit.Profile))
                .OfType<ProfileRecord>()
                .DistinctBy(profile => profile.Id)
                .Select(profile => new FoundItem(
                    ProfileName.Of(profile), texts["Profile"],
                    string.Create(CultureInfo.InvariantCulture, $"/profiles/{profile.Id.Value}"), Glyphs.Person)),
        ]);
}
