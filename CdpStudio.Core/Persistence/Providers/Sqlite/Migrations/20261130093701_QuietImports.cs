using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class QuietImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "BroughtBy",
                table: "SegmentStays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsQuiet",
                table: "SegmentStays",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "BroughtBy",
                table: "JourneyRun",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsQuiet",
                table: "ImportRun",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_QuarantinedMessage_Run_State",
                table: "QuarantinedMessage",
                columns: new[] { "Run", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_QuarantinedMessage_Run_State",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "BroughtBy",
                table: "SegmentStays");

            migrationBuilder.DropColumn(
                name: "IsQuiet",
                table: "SegmentStays");

            migrationBuilder.DropColumn(
                name: "BroughtBy",
                table: "JourneyRun");

            migrationBuilder.DropColumn(
                name: "IsQuiet",
                table: "ImportRun");
        }
    }
}
