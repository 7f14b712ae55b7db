using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Campaigns;

public sealed class CampaignWalkTests
{
    public static TheoryData<int> Seeds
    {
        get
        {
            var first = RunSeed.Value;
            return [.. Enumerable.Range(first, 8)];
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Walk_AnyOrder_NobodyTwiceAndTheSumsHold(int seed)
    {
        using var database = new TestDatabase();
        using var rig = new CampaignsRig(database);
        await CampaignWalk.WalkAsync(rig, seed);
    }
}
