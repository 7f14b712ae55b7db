namespace CdpStudio.Web.Components;

/// <param name="Undo">Takes back what the toast says; null where nothing can be taken back.</param>
public sealed record Toast(Guid Id, string Text, Func<Task>? Undo);

/// <summary>The quiet messages of one reader's screen. Failures do not go here: they stay in place as a <see cref="Refusal"/>.</summary>
public sealed class ToastList
{
    private readonly List<Toast> _toasts = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> All => [.. _toasts];

    public void Show(string text, Func<Task>? undo = null)
    {
        _toasts.Add(new Toast(Guid.NewGuid(), text, undo));
        Changed?.Invoke();
    }

    public void Remove(Toast toast)
    {
        if (_toasts.RemoveAll(t => t.Id == toast.Id) > 0) Changed?.Invoke();
    }
}
