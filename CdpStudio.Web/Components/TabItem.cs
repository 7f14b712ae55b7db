namespace CdpStudio.Web.Components;

/// <param name="Name">Its value in the address; empty for the first, which needs none.</param>
/// <param name="Count">An exact number beside the word.</param>
public sealed record TabItem(string Name, string Text, long? Count = null);
