using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Shell;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>'Go to' finds people by any identifier, by name and by order number.</summary>
internal sealed class ProfileFinder(
    SeenPeople people, IStringLocalizer<ShellTexts> texts, IStringLocalizer<ProfileTexts> profileTexts, ViewCulture view) : IFinder
{
    private const int Most = 5;

    string IFinder.Permission => Permission.ReadProfiles;

    public Task<IReadOnlyList<FoundItem>> FindAsync(string text, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FoundItem>>(
        [
            .. people.SearchPeople(text, Most)
                .Where(found => found.Person is not null)
                .DistinctBy(found => found.Person!.Id)
                .Select(found => Item(found.Hit, found.Person!)), // those without were left out
        ]);

    private FoundItem Item(ProfileHit hit, ProfileRecord person) => new(
        ProfileName.Of(person), view.Clauses(FoundByText.Of(hit, person, [], profileTexts), texts["Profile"]),
        string.Create(CultureInfo.InvariantCulture, $"/profiles/{person.Id.Value}"), Glyphs.Person);
}
