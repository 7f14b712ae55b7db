namespace CdpStudio.Core.Campaigns;

/// <param name="Name">Of the copy.</param>
/// <param name="By">A user's name.</param>
public sealed record CopyCampaign(CampaignId Id, string Name, string By);

/// <summary>A new draft with the message and the audience of another campaign, whatever became of that.</summary>
public sealed class CopyCampaignHandler(CampaignList list, CreateCampaignHandler create)
{
    /// <returns>Null when there is no such campaign.</returns>
    public async Task<CreateCampaignResult?> HandleAsync(CopyCampaign command, CancellationToken cancellationToken)
    {
        if (await list.ReadAsync(command.Id, cancellationToken) is not { } original) return null;

        var name = command.Name.Length <= Campaign.MaxNameLength ? command.Name : command.Name[..Campaign.MaxNameLength];
        return await create.HandleAsync(new CreateCampaign(name, original.Content, original.Audience, command.By), cancellationToken);
    }
}
