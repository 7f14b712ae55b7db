namespace CdpStudio.Web.Journeys;

/// <summary>What is chosen in the bar above a journey.</summary>
public sealed partial class JourneyBuilderPage
{
    /// <summary>The live version where the draft says nothing else.</summary>
    private int? Unchanged => _document is { Journey: var journey } && journey.DraftVersion == journey.PublishedDraft && _state.Saving == "saved" ? journey.LiveVersion : null;

    private async Task ChooseAsync(JourneyChoice choice)
    {
        _refusal = null;
        if (choice == JourneyChoice.Undo) await (_pen?.UndoAsync() ?? default);
        else if (choice == JourneyChoice.Redo) await (_pen?.RedoAsync() ?? default);
        else if (choice == JourneyChoice.Simulate) await SimulateAsync();
        else if (choice == JourneyChoice.Publish) await AskToPublishAsync();
        else if (choice == JourneyChoice.Copy) await CopyAsync();
        else _dialogs?.Ask(choice, _document!); // the bar is there when there is a document
    }

    /// <summary>A question that could only be answered by a refusal is not asked: the first error is shown instead.</summary>
    private async Task AskToPublishAsync()
    {
        if (_pen is not null && await _pen.SettleAsync() is not null) await LoadAsync();
        if (_problems.FirstOrDefault(p => p.IsError) is { } error)
        {
            _refusal = texts["PublishRefused"];
            await GoAsync(error);
            return;
        }

        _dialogs?.Ask(JourneyChoice.Publish, _document!); // the bar is there when there is a document
    }

    private async Task CopyAsync()
    {
        if (_pen is not null && await _pen.SettleAsync() is null)
        {
            _refusal = texts["NotSaved"];
            return;
        }

        await LoadAsync();
        if (await desk.CopyAsync(_document!, _by, _leaving.Token) is { } copy) navigation.NavigateTo($"/journeys/{copy.Key}?view={ShownView}"); // the bar is there when there is a document
        else _refusal = texts["NameRefused"];
    }

    private async Task SimulateAsync()
    {
        // What is rehearsed is what was drawn up to now.
        if (_pen is not null && await _pen.SettleAsync() is null) _refusal = texts["NotSaved"];
        else address.Change(("simulate", "yes"));
    }

    private void EndSimulation()
    {
        _walk = null;
        address.Change(("simulate", null));
    }

    private async Task DoneAsync(JourneyChoice choice)
    {
        await LoadAsync();
        if (choice == JourneyChoice.Delete) navigation.NavigateTo("/journeys");
    }

    private async Task ResumeAsync()
    {
        await desk.ResumeAsync(_document!.Journey.Id, _leaving.Token); // asked for beside a document
        await LoadAsync();
    }
}
