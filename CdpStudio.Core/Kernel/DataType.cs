namespace CdpStudio.Core.Kernel;

/// <summary>What the values of an attribute or a declared property are. Stored as its number, so numbers are added to and never changed.</summary>
public enum DataType
{
    Text = 1,
    Number = 2,
    Boolean = 3,
    DateTime = 4,
    List = 5,
}
