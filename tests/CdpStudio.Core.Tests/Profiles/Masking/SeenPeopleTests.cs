using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;

namespace CdpStudio.Core.Tests.Profiles.Masking;

/// <summary>What is shown of somebody, and that a mask is made once for it: making one reads all that was ever said of the person.</summary>
public sealed class SeenPeopleTests
{
    private static readonly Identifier s_mail = new(IdentifierNamespace.Email, "quetzal@canary.example");
    private static readonly ProfileRecord s_person = new(new ProfileId(1), [s_mail], [], 0, 0, 0);

    private readonly OnePersonDirectory _directory = new(s_person);
    private readonly Sight _sight = new();
    private readonly SeenPeople _people;

    public SeenPeopleTests() => _people = new SeenPeople(_directory, new Masker(() => CatalogueContent.Empty, _directory), _sight);

    [Fact]
    public void Read_UnderMasks_ReadsThePersonOnce()
    {
        Assert.Equal("q•••@c•••.example", _people.Read(s_person.Id)!.Identifiers[0].Value);

        Assert.Equal((1, 1), (_directory.Reads, _directory.Histories));
    }

    [Fact]
    public void Look_UnderMasks_GivesThePersonAndTheMaskOfOneMaking()
    {
        var (person, mask) = _people.Look(s_person.Id);

        Assert.Equal(("q•••@c•••.example", "to q•••@c•••.example"), (person!.Identifiers[0].Value, mask!.Text("to quetzal@canary.example")));
        Assert.Equal((1, 1), (_directory.Reads, _directory.Histories));
    }

    [Fact]
    public void Look_AtNobodyUnderMasks_HasAMaskForWhatIsLeftOfThem()
    {
        var (person, mask) = _people.Look(new ProfileId(2));

        Assert.Null(person);
        Assert.Equal("q•••@c•••.example", mask!.Text("quetzal@canary.example"));
    }

    [Fact]
    public void SearchPeople_UnderMasks_MakesOneMaskForTheHitAndThePerson()
    {
        var (hit, person) = Assert.Single(_people.SearchPeople("quetzal", 5));

        Assert.Equal(("q•••@c•••.example", "q•••@c•••.example"), (hit.Identifier.Value, person!.Identifiers[0].Value));
        Assert.Equal((1, 1), (_directory.Reads, _directory.Histories));
    }

    [Fact]
    public void SearchNumbers_MakesNoMask()
    {
        Assert.Equal([s_person.Id], _people.SearchNumbers("quetzal", 5));

        Assert.Equal((0, 0), (_directory.Reads, _directory.Histories));
    }

    [Fact]
    public void Everything_OfWhoIsSeenAsTheyAre_HasNoMask()
    {
        _sight.Become(isClear: true);

        var (hit, person) = Assert.Single(_people.SearchPeople("quetzal", 5));

        Assert.Equal((s_mail, s_mail), (hit.Identifier, person!.Identifiers[0]));
        Assert.Null(_people.Look(s_person.Id).Mask);
        Assert.Equal(0, _directory.Histories);
    }
}
