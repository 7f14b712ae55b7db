using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SourceRate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "MessagesPerSecond",
                table: "Source",
                type: "integer",
                nullable: true);

            migrationBuilder.UpdateData(
                table: "Source",
                keyColumn: "Id",
                keyValue: 1,
                column: "MessagesPerSecond",
                value: null);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "MessagesPerSecond",
                table: "Source");
        }
    }
}
